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
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * Trains the regressor that predicts, on the trained trunk's features, which are computed once: minutes of work. The weights
 * of the least validation error are kept.
 */
final class RegressorFit implements AutoCloseable {
    private static final int BATCH = 64;
    private static final double RATE = 1e-3;
    /** Where it goes on. */
    private static final double LATE_RATE = 3e-4;

    private static final double CLIP_NORM = 5;
    private static final float VARIANCE_WEIGHT = 0.1f;
    private static final int LOOKS = 40;
    /** By how much the error on old samples may grow in tuning. */
    private static final double FORGOTTEN = 1.05;

    private final int properties;
    private final Graph graph = new Graph();
    private final Session session;
    private final Parameters parameters;
    private final Parameters moments;
    private final Placeholder<TFloat32> trunk;
    private final Placeholder<TFloat32> descriptors;
    private final Placeholder<TFloat32> c;
    private final Operand<TFloat32> square;
    private final Adam adam;

    /** @param validationError mean squared error of standardised c, one view a sample [-], mean over the kinds of samples */
    record Fit(Map<String, float[]> weights, double validationError) {}

    RegressorFit(NetworkShape shape, TrainingGraph.DescriptorScale scale, long seed, int threads) {
        TensorFlowRuntime.prepareTraining();
        properties = shape.properties();
        Ops tf = Ops.create(graph);
        SplittableRandom random = new SplittableRandom(seed);
        parameters = new Parameters(tf, Parameters.Precision.SINGLE, random);
        moments = new Parameters(tf, Parameters.Precision.SINGLE, random);
        trunk = input(tf, VaeRegNetwork.TRUNK);
        descriptors = input(tf, Descriptors.COUNT);
        c = input(tf, properties);
        VaeRegNetwork.Regression out = new VaeRegNetwork(tf, parameters, shape, random).predict(trunk, descriptors);
        Losses losses = new Losses(tf);
        square = losses.meanSquare(out.mean(), c);
        Operand<TFloat32> loss = tf.math.add(
                square,
                tf.math.mul(losses.varianceLikelihood(c, out.mean(), out.logVar()), tf.constant(VARIANCE_WEIGHT)));
        List<Parameters.Parameter> trained = parameters.named("regressor.dense", "regressor.mean", "regressor.log_var");
        adam = new Adam(tf, graph, "p", loss, List.of(new Adam.Group(1, trained)), CLIP_NORM, moments);
        session = new Session(graph, TensorFlowRuntime.threads(threads));
        Map<String, float[]> start = new LinkedHashMap<>(parameters.initialValues());
        start.put("regressor.descriptor_mean", scale.mean());
        start.put("regressor.descriptor_deviation", scale.deviation());
        parameters.assign(session, start);
        moments.assign(session, moments.initialValues());
    }

    private static Placeholder<TFloat32> input(Ops tf, int width) {
        return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, width)));
    }

    Fit run(FeatureSet training, List<FeatureSet> validation, int steps, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return run(
                training, validation, () -> random.ints(BATCH, 0, training.n()).toArray(), steps, RATE);
    }

    /**
     * Goes on from given weights with some more samples.
     *
     * @param training the last rows are the new ones: a third of each batch, however few they are
     * @param fresh how many rows are new
     * @param validation each kind of samples counts alike in what is kept
     */
    Fit goOn(
            Map<String, float[]> start,
            FeatureSet training,
            int fresh,
            List<FeatureSet> validation,
            int steps,
            long seed) {
        parameters.assign(session, start);
        SplittableRandom random = new SplittableRandom(seed);
        int old = training.n() - fresh;
        return run(
                training,
                validation,
                () -> IntStream.range(0, BATCH)
                        .map(i -> i < BATCH / 3 ? random.nextInt(old, training.n()) : random.nextInt(old))
                        .toArray(),
                steps,
                LATE_RATE);
    }

    private Fit run(FeatureSet training, List<FeatureSet> validation, Supplier<int[]> batches, int steps, double rate) {
        Fit best = new Fit(parameters.values(session, "regressor."), error(validation));
        for (int step = 1; step <= steps; step++) {
            int[] rows = batches.get();
            double late = Math.max(0, (double) step / steps - 0.3) / 0.7;
            try (Feeds feeds = inputs(training, rows)) {
                adam.addTo(feeds, rate * (1 - 0.99 * late), step);
                feeds.run();
            }
            if (step % Math.max(1, steps / LOOKS) == 0) {
                double error = error(validation);
                if (error < best.validationError()) {
                    best = new Fit(parameters.values(session, "regressor."), error);
                }
            }
        }
        return best;
    }

    /** @param before of the weights that it started from; mean squared errors of standardised c [-] */
    record Tuned(Map<String, float[]> weights, WatchedError before, WatchedError after) {}

    /** Goes on from given weights with some new samples; those of the least error on watched ones are kept. */
    Tuned tune(Map<String, float[]> start, FineTuningSets sets, int steps, double rate, long seed) {
        parameters.assign(session, start);
        SplittableRandom random = new SplittableRandom(seed);
        WatchedError before = watched(sets);
        Tuned best = new Tuned(start, before, before);
        for (int step = 0; step < steps; step++) {
            try (Feeds feeds = inputs(sets.learnt(), sets.draw(BATCH, random))) {
                adam.addTo(feeds, FineTuningSettings.rate(rate, step, steps), step + 1);
                feeds.run();
            }
            if ((step + 1) % Math.max(1, steps / LOOKS) == 0) {
                WatchedError error = watched(sets);
                if (error.isBetterThan(best.after(), before, FORGOTTEN)) {
                    best = new Tuned(parameters.values(session, "regressor."), before, error);
                }
            }
        }
        return best;
    }

    private WatchedError watched(FineTuningSets sets) {
        return new WatchedError(
                sets.watchedFresh().n() == 0 ? Double.NaN : error(sets.watchedFresh()),
                sets.watchedOld().n() == 0 ? Double.NaN : error(sets.watchedOld()));
    }

    private double error(List<FeatureSet> sets) {
        return sets.stream().mapToDouble(this::error).average().orElseThrow();
    }

    private double error(FeatureSet set) {
        double sum = 0;
        for (int from = 0; from < set.n(); from += 512) {
            int first = from;
            int[] rows = new int[Math.min(512, set.n() - from)];
            java.util.Arrays.setAll(rows, i -> first + i);
            try (Feeds feeds = inputs(set, rows)) {
                sum += feeds.fetch(square).run()[0][0] * rows.length / set.n();
            }
        }
        return sum;
    }

    private Feeds inputs(FeatureSet set, int[] rows) {
        int n = rows.length;
        return new Feeds(session)
                .feed(trunk, FeatureSet.rows(set.trunk(), VaeRegNetwork.TRUNK, rows), n, VaeRegNetwork.TRUNK)
                .feed(descriptors, FeatureSet.rows(set.descriptors(), Descriptors.COUNT, rows), n, Descriptors.COUNT)
                .feed(c, FeatureSet.rows(set.c(), properties, rows), n, properties);
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
