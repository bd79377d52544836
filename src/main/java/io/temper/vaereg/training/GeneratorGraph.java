package io.temper.vaereg.training;

import io.temper.vaereg.device.TensorFlowRuntime;
import io.temper.vaereg.network.Adam;
import io.temper.vaereg.network.Feeds;
import io.temper.vaereg.network.Losses;
import io.temper.vaereg.network.NetworkShape;
import io.temper.vaereg.network.Parameters;
import io.temper.vaereg.network.VaeRegNetwork;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** The generator p(z|c) alone, trained against encoded samples by full-batch Adam. */
final class GeneratorGraph implements AutoCloseable {
    private static final double CLIP_NORM = 5;

    private final NetworkShape shape;
    private final Graph graph = new Graph();
    private final Session session;
    private final Parameters parameters;
    private final Parameters moments;
    private final Placeholder<TFloat32> c;
    private final Placeholder<TFloat32> zMean;
    private final Placeholder<TFloat32> zLogVar;
    private final Placeholder<TFloat32> temperature;
    private final Operand<TFloat32> loss;
    private final Adam adam;

    GeneratorGraph(NetworkShape shape, long seed, int threads) {
        TensorFlowRuntime.prepareTraining();
        this.shape = shape;
        Ops tf = Ops.create(graph);
        SplittableRandom random = new SplittableRandom(seed);
        parameters = new Parameters(tf, Parameters.Precision.SINGLE, random);
        moments = new Parameters(tf, Parameters.Precision.SINGLE, random);
        c = input(tf, Shape.of(-1, shape.properties()));
        zMean = input(tf, Shape.of(-1, shape.latent()));
        zLogVar = input(tf, Shape.of(-1, shape.latent()));
        temperature = input(tf, Shape.scalar());
        VaeRegNetwork network = new VaeRegNetwork(tf, parameters, shape, random);
        loss = new Losses(tf).mixtureKl(zMean, zLogVar, network.generate(c), temperature);
        adam = new Adam(
                tf, graph, "r", loss, List.of(new Adam.Group(1, parameters.named("generator."))), CLIP_NORM, moments);
        session = new Session(graph, TensorFlowRuntime.threads(threads));
        parameters.assign(session, parameters.initialValues());
    }

    private static Placeholder<TFloat32> input(Ops tf, Shape shape) {
        return tf.placeholder(TFloat32.class, Placeholder.shape(shape));
    }

    Map<String, float[]> weights() {
        return parameters.values(session, "generator.");
    }

    void assign(Map<String, float[]> weights) {
        parameters.assign(session, weights);
    }

    /** Mean KL divergence of q(z|x) from p(z|c) [nats]. */
    double kl(EncodedSet set) {
        try (Feeds feeds = inputs(set, 1)) {
            return feeds.fetch(loss).run()[0][0];
        }
    }

    /** Forgets the optimiser's moments. */
    void restartOptimiser() {
        moments.assign(session, new LinkedHashMap<>(moments.initialValues()));
    }

    /** @param count number of the step since the optimiser started, from 1 */
    void step(EncodedSet set, double tau, double rate, int count) {
        try (Feeds feeds = inputs(set, tau)) {
            adam.addTo(feeds, rate, count);
            feeds.run();
        }
    }

    private Feeds inputs(EncodedSet set, double tau) {
        return new Feeds(session)
                .feed(c, set.c(), set.n(), shape.properties())
                .feed(zMean, set.zMean(), set.n(), shape.latent())
                .feed(zLogVar, set.zLogVar(), set.n(), shape.latent())
                .scalar(temperature, tau);
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
