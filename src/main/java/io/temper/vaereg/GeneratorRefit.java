package io.temper.vaereg;

import io.temper.generation.Split;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Fits p(z|c) to the encoded training set by full-batch Adam on the generator alone, from where it is and from several
 * restarts, and keeps the lowest KL. Seconds of work; without it the generator lags behind the encoder and inverse
 * inference is poor.
 */
final class GeneratorRefit {
    private static final int RESTARTS = 4;
    /** Steps from where it is, as a share of those of a restart. */
    private static final double SHARE_FROM_HERE = 400.0 / 1500;

    private static final double RATE = 0.02;
    private static final double HOTTEST = 20;

    private final TrainingGraph graph;
    private final float[] c;
    private final float[] zMean;
    private final float[] zLogVar;
    private final int n;

    /** Encodes the training part once. */
    GeneratorRefit(TrainingGraph graph, TrainingData data) {
        this.graph = graph;
        int[] indices = data.indices(Split.TRAIN);
        n = indices.length;
        c = data.standardised(indices);
        int latent = graph.shape.latent();
        zMean = new float[n * latent];
        zLogVar = new float[n * latent];
        for (int from = 0; from < n; from += 8) {
            int[] part = Arrays.copyOfRange(indices, from, Math.min(n, from + 8));
            float[] x = data.voxels(part, null);
            int g = NetworkShape.GRID;
            try (Feeds feeds = new Feeds(graph.session)) {
                float[][] out = feeds.feed(graph.x, x, part.length, g, g, g)
                        .fetch(graph.encoding.zMean())
                        .fetch(graph.encoding.zLogVar())
                        .run();
                System.arraycopy(out[0], 0, zMean, from * latent, out[0].length);
                System.arraycopy(out[1], 0, zLogVar, from * latent, out[1].length);
            }
        }
    }

    /** Refits, and returns the KL before and after [nats]. */
    double[] run(long seed, int steps) {
        double before = kl();
        Map<String, float[]> start = generator();
        Map<String, float[]> best = start;
        double lowest = before;
        for (int restart = 0; restart <= RESTARTS; restart++) {
            if (restart > 0) {
                graph.parameters.assign(graph.session, restarted(start, new SplittableRandom(seed * 31 + restart)));
            }
            optimise(restart == 0 ? (int) Math.ceil(SHARE_FROM_HERE * steps) : steps, restart > 0);
            double kl = kl();
            if (kl < lowest) {
                lowest = kl;
                best = generator();
            }
        }
        graph.parameters.assign(graph.session, best);
        return new double[] {before, lowest};
    }

    private Map<String, float[]> generator() {
        return graph.parameters.values(graph.session, "generator.");
    }

    private double kl() {
        try (Feeds feeds = inputs(1)) {
            return feeds.fetch(graph.refitLoss).run()[0][0];
        }
    }

    private Feeds inputs(double temperature) {
        int latent = graph.shape.latent();
        return new Feeds(graph.session)
                .feed(graph.encoding.cMean(), c, n, graph.shape.properties())
                .feed(graph.refitMean, zMean, n, latent)
                .feed(graph.refitLogVar, zLogVar, n, latent)
                .scalar(graph.temperature, temperature);
    }

    private void optimise(int steps, boolean annealed) {
        Map<String, float[]> zeros = new LinkedHashMap<>(graph.moments.initialValues());
        zeros.keySet().removeIf(name -> !name.startsWith("r."));
        graph.moments.assign(graph.session, zeros);
        for (int step = 1; step <= steps; step++) {
            double progress = (double) step / steps;
            double temperature = annealed ? Math.max(1, Math.pow(HOTTEST, 1 - 2 * progress)) : 1;
            double rate = RATE * Math.min(1, 2 * (1 - progress) + 0.02);
            try (Feeds feeds = inputs(temperature)) {
                graph.refitter.addTo(feeds, rate, step);
                feeds.run();
            }
        }
    }

    /** Fresh weights; each component's mean starts on a training point of middle c. */
    private Map<String, float[]> restarted(Map<String, float[]> like, RandomGenerator random) {
        int latent = graph.shape.latent();
        int p = graph.shape.properties();
        int[] byC = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> Math.abs(c[i * p])))
                .mapToInt(Integer::intValue)
                .toArray();
        int middle = Math.max(graph.shape.modes(), n / 3);
        Map<String, float[]> fresh = new LinkedHashMap<>();
        like.forEach((name, values) -> {
            float[] v = new float[values.length];
            for (int i = 0; i < v.length; i++) {
                v[i] = (float) (name.endsWith("kernel") ? 0.2 * random.nextGaussian() : 0);
            }
            fresh.put(name, v);
        });
        float[] bend = Objects.requireNonNull(fresh.get("generator.dense.bias"));
        for (int i = 0; i < bend.length; i++) {
            bend[i] = (float) (0.7 * random.nextGaussian());
        }
        float[] means = Objects.requireNonNull(fresh.get("generator.means.bias"));
        for (int k = 0; k < graph.shape.modes(); k++) {
            System.arraycopy(zMean, byC[random.nextInt(middle)] * latent, means, k * latent, latent);
        }
        return fresh;
    }
}
