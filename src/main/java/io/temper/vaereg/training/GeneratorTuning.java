package io.temper.vaereg.training;

import java.util.Map;

/** Moves p(z|c) after a q(z|x) that has moved: from where it is, as far as watched samples become likelier. */
final class GeneratorTuning {
    private static final double RATE = 0.01;
    private static final int INTERVAL = 10;
    private static final double FORGOTTEN = 1.05;

    private GeneratorTuning() {}

    /** @param kl of q(z|x) from p(z|c) over the watched samples [nats]; {@code before}: of the weights that it started from */
    record Fit(Map<String, float[]> weights, WatchedError before, WatchedError kl) {}

    static Fit of(FineTuningGraph encoder, FineTuningSets sets, Map<String, float[]> start, int steps) {
        EncodedSet learnt = encoder.encoded(sets.learnt());
        EncodedSet fresh = encoder.encoded(sets.watchedFresh());
        EncodedSet old = encoder.encoded(sets.watchedOld());
        try (GeneratorGraph graph = new GeneratorGraph(encoder.shape, 0, 1)) {
            graph.assign(start);
            graph.restartOptimiser();
            WatchedError before = watched(graph, fresh, old);
            Fit best = new Fit(start, before, before);
            for (int step = 0; step < steps; step++) {
                graph.step(learnt, 1, FineTuningSettings.rate(RATE, step, steps), step + 1);
                if ((step + 1) % INTERVAL == 0 || step + 1 == steps) {
                    WatchedError kl = watched(graph, fresh, old);
                    best = kl.isBetterThan(best.kl(), before, FORGOTTEN) ? new Fit(graph.weights(), before, kl) : best;
                }
            }
            return best;
        }
    }

    private static WatchedError watched(GeneratorGraph graph, EncodedSet fresh, EncodedSet old) {
        return new WatchedError(
                fresh.n() == 0 ? Double.NaN : graph.kl(fresh), old.n() == 0 ? Double.NaN : graph.kl(old));
    }
}
