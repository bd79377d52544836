package io.temper.vaereg.training;

import io.temper.vaereg.device.TensorFlowRuntime;
import io.temper.vaereg.network.Adam;
import io.temper.vaereg.network.Descriptors;
import io.temper.vaereg.network.Feeds;
import io.temper.vaereg.network.Losses;
import io.temper.vaereg.network.NetworkShape;
import io.temper.vaereg.network.Parameters;
import io.temper.vaereg.network.VaeRegNetwork;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * The graph that is fine-tuned: what the trunk makes of a cell goes in, q(z|x), p(z|c) and the decoder learn. The trunk stays as
 * it is, so that its features of a sample are computed once.
 */
final class FineTuningGraph implements AutoCloseable {
    private static final double CLIP_NORM = 5;
    private static final String[] LEARNT = {"encoder.z_", "generator.", "decoder."};

    final NetworkShape shape;
    private final Graph graph = new Graph();
    private final Ops tf = Ops.create(graph);
    private final Session session;
    private final Parameters parameters;
    private final Placeholder<TFloat32> x;
    private final Placeholder<TFloat32> c;
    private final Placeholder<TFloat32> noise;
    private final Placeholder<TFloat32> descriptors;
    private final VaeRegNetwork.Encoding encoding;
    private final Operand<TFloat32> loss;
    private final Adam adam;

    /**
     * @param weights of encoder, generator and decoder; others are ignored
     * @param scale of the descriptors over the model's training set
     */
    FineTuningGraph(
            NetworkShape shape,
            Map<String, float[]> weights,
            TrainingGraph.DescriptorScale scale,
            TrainingSettings.Weights weighting) {
        TensorFlowRuntime.prepareTraining();
        this.shape = shape;
        SplittableRandom random = new SplittableRandom(0);
        parameters = new Parameters(tf, Parameters.Precision.SINGLE, random);
        Parameters moments = new Parameters(tf, Parameters.Precision.SINGLE, random);
        int n = NetworkShape.GRID;
        x = input(n, n, n);
        c = input(shape.properties());
        noise = input(shape.latent());
        descriptors = input(Descriptors.COUNT);
        VaeRegNetwork network = new VaeRegNetwork(tf, parameters, shape, random);
        Losses losses = new Losses(tf);
        encoding = network.encode(x);
        Operand<TFloat32> kl =
                losses.mixtureKl(encoding.zMean(), encoding.zLogVar(), network.generate(c), tf.constant(1f));
        Operand<TFloat32> decoded =
                tf.math.sigmoid(network.decode(losses.sample(encoding.zMean(), encoding.zLogVar(), noise)));
        Operand<TFloat32> style =
                losses.weightedSquare(Descriptors.of(tf, decoded), descriptors, tf.constant(scale.weight()));
        loss = tf.math.add(
                tf.math.mul(style, tf.constant((float) weighting.style())),
                tf.math.mul(kl, tf.constant((float) weighting.kl())));
        adam = new Adam(
                tf,
                graph,
                "f",
                loss,
                List.of(group(0.2, LEARNT[0]), group(0.5, LEARNT[1]), group(1, LEARNT[2])),
                CLIP_NORM,
                moments);
        session = new Session(graph, TensorFlowRuntime.threads(1));
        Map<String, float[]> own = new LinkedHashMap<>(weights);
        own.keySet().retainAll(parameters.initialValues().keySet());
        parameters.assign(session, own);
        moments.assign(session, moments.initialValues());
    }

    private Adam.Group group(double factor, String prefix) {
        return new Adam.Group(factor, parameters.named(prefix));
    }

    private Placeholder<TFloat32> input(long... dimensions) {
        long[] shaped =
                LongStream.concat(LongStream.of(-1), LongStream.of(dimensions)).toArray();
        return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(shaped)));
    }

    /** What the trunk makes of some cells [count * {@link VaeRegNetwork#TRUNK}]. */
    float[] trunk(float[] voxels, int count) {
        int n = NetworkShape.GRID;
        try (Feeds feeds = new Feeds(session)) {
            return feeds.feed(x, voxels, count, n, n, n).fetch(encoding.trunk()).run()[0];
        }
    }

    /** All rows as q(z|x) sees them now. */
    EncodedSet encoded(FeatureSet set) {
        if (set.n() == 0) {
            return new EncodedSet(0, new float[0], new float[0], new float[0]);
        }
        try (Feeds feeds = new Feeds(session)) {
            float[][] z = feeds.feed(encoding.trunk(), set.trunk(), set.n(), VaeRegNetwork.TRUNK)
                    .fetch(encoding.zMean())
                    .fetch(encoding.zLogVar())
                    .run();
            return new EncodedSet(set.n(), set.c(), z[0], z[1]);
        }
    }

    /** Loss over some rows, z at its mean. */
    double loss(FeatureSet set, int[] rows) {
        try (Feeds feeds = inputs(set, rows, new float[rows.length * shape.latent()])) {
            return feeds.fetch(loss).run()[0][0];
        }
    }

    /**
     * One step; returns the loss before it.
     *
     * @param noise of z [rows * latent]
     * @param count number of the step, from 1
     */
    double step(FeatureSet set, int[] rows, float[] noise, double rate, int count) {
        try (Feeds feeds = inputs(set, rows, noise)) {
            adam.addTo(feeds.fetch(loss), rate, count);
            return feeds.run()[0][0];
        }
    }

    private Feeds inputs(FeatureSet set, int[] rows, float[] z) {
        int n = rows.length;
        int count = Descriptors.COUNT;
        return new Feeds(session)
                .feed(encoding.trunk(), FeatureSet.rows(set.trunk(), VaeRegNetwork.TRUNK, rows), n, VaeRegNetwork.TRUNK)
                .feed(descriptors, FeatureSet.rows(set.descriptors(), count, rows), n, count)
                .feed(c, FeatureSet.rows(set.c(), shape.properties(), rows), n, shape.properties())
                .feed(noise, z, n, shape.latent());
    }

    /** The weights that learn. */
    Map<String, float[]> learnt() {
        return parameters.values(session, LEARNT);
    }

    void assign(Map<String, float[]> weights) {
        parameters.assign(session, weights);
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
