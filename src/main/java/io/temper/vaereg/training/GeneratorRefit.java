package io.temper.vaereg.training;

import io.temper.vaereg.network.NetworkShape;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Fits p(z|c) to encoded samples by full-batch Adam on the generator alone, from where it is and from several restarts, and
 * keeps the lowest KL. Without it the generator lags behind the encoder and inverse inference is poor.
 */
final class GeneratorRefit {
    private static final int RESTARTS = 4;
    /** Steps from where it is, as a share of those of a restart. */
    private static final double SHARE_FROM_HERE = 400.0 / 1500;

    private static final double RATE = 0.02;
    private static final double HOTTEST = 20;

    private final NetworkShape shape;
    private final EncodedSet set;

    /** @param kl of the fitted set [nats]; {@code before}: of the weights that it started from */
    record Fit(Map<String, float[]> weights, double before, double kl) {}

    GeneratorRefit(NetworkShape shape, EncodedSet set) {
        this.shape = shape;
        this.set = set;
    }

    /** @param start weights to improve on; null to start afresh */
    Fit run(@Nullable Map<String, float[]> start, long seed, int steps, int threads) {
        try (GeneratorGraph graph = new GeneratorGraph(shape, seed, threads)) {
            if (start != null) {
                graph.assign(start);
            }
            double before = graph.kl(set);
            Fit best = new Fit(graph.weights(), before, before);
            for (int restart = start == null ? 1 : 0; restart <= RESTARTS; restart++) {
                if (restart > 0) {
                    graph.assign(restarted(graph.weights(), new SplittableRandom(seed * 31 + restart)));
                }
                optimise(graph, restart == 0 ? (int) Math.ceil(SHARE_FROM_HERE * steps) : steps, restart > 0);
                double kl = graph.kl(set);
                if (kl < best.kl()) {
                    best = new Fit(graph.weights(), before, kl);
                }
            }
            return best;
        }
    }

    private void optimise(GeneratorGraph graph, int steps, boolean annealed) {
        graph.restartOptimiser();
        for (int step = 1; step <= steps; step++) {
            double progress = (double) step / steps;
            double temperature = annealed ? Math.max(1, Math.pow(HOTTEST, 1 - 2 * progress)) : 1;
            graph.step(set, temperature, RATE * Math.min(1, 2 * (1 - progress) + 0.02), step);
        }
    }

    /** Fresh weights; each component's mean starts on an encoded sample of middle c. */
    private Map<String, float[]> restarted(Map<String, float[]> like, RandomGenerator random) {
        int latent = shape.latent();
        int[] byC = IntStream.range(0, set.n())
                .boxed()
                .sorted(Comparator.comparingDouble(this::distanceFromMean))
                .mapToInt(Integer::intValue)
                .toArray();
        int middle = Math.max(Math.min(set.n(), shape.modes()), set.n() / 3);
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
        for (int k = 0; k < shape.modes(); k++) {
            System.arraycopy(set.zMean(), byC[random.nextInt(middle)] * latent, means, k * latent, latent);
        }
        return fresh;
    }

    private double distanceFromMean(int sample) {
        double square = 0;
        for (int p = 0; p < shape.properties(); p++) {
            double v = set.c()[sample * shape.properties() + p];
            square += v * v;
        }
        return square;
    }
}
