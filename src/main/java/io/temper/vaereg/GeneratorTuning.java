package io.temper.vaereg;

import java.util.Map;

/** Moves p(z|c) after an encoder that has moved a little: from where it is, as far as watched samples become likelier. */
final class GeneratorTuning {
    private static final double RATE = 0.01;
    private static final int INTERVAL = 10;

    private GeneratorTuning() {}

    /** @param kl of q(z|x) from p(z|c) over the watched samples [nats]; {@code before}: of the weights that it started from */
    record Fit(Map<String, float[]> weights, double before, double kl) {}

    static Fit of(NetworkShape shape, Map<String, float[]> start, EncodedSet training, EncodedSet watched, int steps) {
        try (GeneratorGraph graph = new GeneratorGraph(shape, 0, 1)) {
            graph.assign(start);
            graph.restartOptimiser();
            double before = graph.kl(watched);
            Fit best = new Fit(graph.weights(), before, before);
            for (int step = 1; step <= steps; step++) {
                graph.step(training, 1, RATE * (1 - 0.9 * step / steps), step);
                if (step % INTERVAL == 0 || step == steps) {
                    double kl = graph.kl(watched);
                    best = kl < best.kl() ? new Fit(graph.weights(), before, kl) : best;
                }
            }
            return best;
        }
    }
}
