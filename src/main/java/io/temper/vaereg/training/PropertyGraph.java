package io.temper.vaereg.training;

import io.temper.vaereg.device.TensorFlowRuntime;
import io.temper.vaereg.network.Adam;
import io.temper.vaereg.network.Descriptors;
import io.temper.vaereg.network.Feeds;
import io.temper.vaereg.network.Losses;
import io.temper.vaereg.network.NetworkShape;
import io.temper.vaereg.network.Parameters;
import io.temper.vaereg.network.VaeRegNetwork;
import io.temper.vaereg.training.TrainingGraph.DescriptorScale;
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
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;

/**
 * The decoder followed by the encoder's trunk and the regressor that predicts, of which the decoder alone learns.
 *
 * <p>What is verified is binary, so the loss looks at the thresholded field; its gradient is that of the soft one (straight
 * through: Bengio, Leonard and Courville 2013), and a term of its own keeps the two alike.
 */
final class PropertyGraph implements AutoCloseable {
    private static final double CLIP_NORM = 5;
    /** Width of the threshold that gradients see, of the logits' root mean square [-]. */
    private static final float WIDTH = 0.1f;

    /** Names of the terms of the loss, in order. */
    static final List<String> TERMS = List.of("total", "style", "property", "grey");

    private final NetworkShape shape;
    private final Graph graph = new Graph();
    private final Ops tf = Ops.create(graph);
    private final Session session;
    private final Parameters parameters;
    private final Parameters moments;
    private final Placeholder<TFloat32> z;
    private final Placeholder<TFloat32> c;
    private final Placeholder<TFloat32> target;
    private final Placeholder<TFloat32> known;
    private final Operand<TFloat32> field;
    private final VaeRegNetwork.Encoding encoding;
    private final VaeRegNetwork.Prior prior;
    private final List<Operand<TFloat32>> terms;
    private final Adam adam;

    /** p(z|c) of one c: log weights [K], means and log variances [K * latent]. */
    record Mixture(float[] logWeights, float[] means, float[] logVars) {}

    /**
     * What a step learns from.
     *
     * @param z to decode [n * latent]
     * @param c standardised properties that the decoded cells shall have [n * properties]
     * @param descriptors that they shall have [n * {@link Descriptors#COUNT}]
     * @param known 1 where the descriptors count, 0 where only the properties do [n]
     */
    record Rows(float[] z, float[] c, float[] descriptors, float[] known) {}

    /** @param weights of encoder, generator, decoder and regressor; others are ignored */
    PropertyGraph(NetworkShape shape, Map<String, float[]> weights, double propertyWeight, int threads) {
        TensorFlowRuntime.prepareTraining();
        this.shape = shape;
        SplittableRandom random = new SplittableRandom(0); // every weight is assigned
        parameters = new Parameters(tf, Parameters.Precision.SINGLE, random);
        moments = new Parameters(tf, Parameters.Precision.SINGLE, random);
        z = input(shape.latent());
        c = input(shape.properties());
        target = input(Descriptors.COUNT);
        known = input(1);
        VaeRegNetwork network = new VaeRegNetwork(tf, parameters, shape, random);
        Losses losses = new Losses(tf);
        Operand<TFloat32> logits = network.decode(z);
        Operand<TFloat32> soft = tf.math.sigmoid(logits);
        Operand<TFloat32> hard = tf.dtypes.cast(tf.math.greater(logits, tf.constant(0f)), TFloat32.class);
        Operand<TFloat32> wide = tf.math.sigmoid(tf.math.div(logits, tf.stopGradient(width(logits))));
        field = tf.math.add(wide, tf.stopGradient(tf.math.sub(hard, wide)));
        encoding = network.encode(field);
        prior = network.generate(c);
        Operand<TFloat32> descriptors = Descriptors.of(tf, field);
        Operand<TFloat32> weight = tf.constant(DescriptorScale.of(weights).weight());
        Operand<TFloat32> style =
                losses.weightedSquare(tf.math.mul(descriptors, known), tf.math.mul(target, known), weight);
        Operand<TFloat32> property =
                losses.meanSquare(network.predict(encoding.trunk(), descriptors).mean(), c);
        Operand<TFloat32> grey = grey(soft, DescriptorScale.of(weights).weight()[1]);
        Operand<TFloat32> loss =
                tf.math.addN(List.of(style, tf.math.mul(property, tf.constant((float) propertyWeight)), grey));
        terms = List.of(loss, style, property, grey);
        adam = new Adam(
                tf, graph, "p", loss, List.of(new Adam.Group(1, parameters.named("decoder."))), CLIP_NORM, moments);
        session = new Session(graph, TensorFlowRuntime.threads(threads));
        Map<String, float[]> own = new LinkedHashMap<>(weights);
        own.keySet().retainAll(parameters.initialValues().keySet());
        parameters.assign(session, own);
        moments.assign(session, moments.initialValues());
    }

    /** The root mean square of each logit field, times {@link #WIDTH} [n, 1, 1, 1]. */
    private Operand<TFloat32> width(Operand<TFloat32> logits) {
        Operand<TFloat32> square =
                tf.math.mean(tf.math.square(logits), tf.constant(new int[] {1, 2, 3}), Mean.keepDims(true));
        return tf.math.mul(tf.math.sqrt(square), tf.constant(WIDTH));
    }

    /** What the field's variance lacks to that of a binary one, &lt;x (1 - x)&gt;, weighed as a descriptor is. */
    private Operand<TFloat32> grey(Operand<TFloat32> soft, float weight) {
        Operand<TFloat32> lack =
                tf.math.mean(tf.math.mul(soft, tf.math.sub(tf.constant(1f), soft)), tf.constant(new int[] {1, 2, 3}));
        return tf.math.mul(tf.math.mean(tf.math.square(lack), tf.constant(0)), tf.constant(weight));
    }

    private Placeholder<TFloat32> input(long... dimensions) {
        long[] shaped =
                LongStream.concat(LongStream.of(-1), LongStream.of(dimensions)).toArray();
        return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(shaped)));
    }

    /** q(z|x) of some cells [count * 51^3]: means and log variances [count * latent]. */
    float[][] encode(float[] voxels, int count) {
        int n = NetworkShape.GRID;
        try (Feeds feeds = new Feeds(session)) {
            return feeds.feed(field, voxels, count, n, n, n)
                    .fetch(encoding.zMean())
                    .fetch(encoding.zLogVar())
                    .run();
        }
    }

    /** @param standardised c [properties] */
    Mixture generate(float[] standardised) {
        try (Feeds feeds = new Feeds(session)) {
            float[][] out = feeds.feed(c, standardised, 1, shape.properties())
                    .fetch(prior.logWeights())
                    .fetch(prior.means())
                    .fetch(prior.logVars())
                    .run();
            return new Mixture(out[0], out[1], out[2]);
        }
    }

    /** The terms of the loss, in the order of {@link #TERMS}. */
    double[] loss(Rows rows) {
        try (Feeds feeds = inputs(rows)) {
            return fetched(feeds);
        }
    }

    /** One step; returns the terms before it. @param count number of the step, from 1 */
    double[] step(Rows rows, double rate, int count) {
        try (Feeds feeds = inputs(rows)) {
            adam.addTo(feeds, rate, count);
            return fetched(feeds);
        }
    }

    private double[] fetched(Feeds feeds) {
        terms.forEach(feeds::fetch);
        float[][] values = feeds.run();
        double[] fetched = new double[values.length];
        for (int i = 0; i < fetched.length; i++) {
            fetched[i] = values[i][0];
        }
        return fetched;
    }

    private Feeds inputs(Rows rows) {
        int n = rows.known().length;
        return new Feeds(session)
                .feed(z, rows.z(), n, shape.latent())
                .feed(c, rows.c(), n, shape.properties())
                .feed(target, rows.descriptors(), n, Descriptors.COUNT)
                .feed(known, rows.known(), n, 1);
    }

    /** The decoder's weights and the optimiser's moments, by name. */
    Map<String, float[]> state() {
        Map<String, float[]> state = decoder();
        state.putAll(moments.values(session, ""));
        return state;
    }

    /** Restores what {@link #state} returned. */
    void restore(Map<String, float[]> state) {
        Map<String, float[]> weights = new LinkedHashMap<>(state);
        Map<String, float[]> slots = new LinkedHashMap<>(state);
        weights.keySet().retainAll(decoder().keySet());
        slots.keySet().removeAll(weights.keySet());
        parameters.assign(session, weights);
        moments.assign(session, slots);
    }

    Map<String, float[]> decoder() {
        return parameters.values(session, "decoder.");
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
