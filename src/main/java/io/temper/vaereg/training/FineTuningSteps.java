package io.temper.vaereg.training;

import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The steps of decoder, q(z|x) and p(z|c): as many as are planned and time allows, the best weights kept. Every random number of
 * a step is drawn from the seed and the step.
 */
final class FineTuningSteps {
    private static final int BATCH = 4;
    private static final int WATCHED_BATCH = 8;
    /** Most rows of either kind that are looked at: decoding takes its time. */
    private static final int WATCHED = 32;
    /** Steps whose time is taken before the plan is made; the first one is left out. */
    private static final int TIMED = 5;
    /** Of the time, what the plan may take: steps do not all take the same time. */
    private static final double MARGIN = 0.95;

    /** A new morphology costs the decoder something; that much of the old ones may be lost. */
    private static final double FORGOTTEN = 1.15;

    private final FineTuningGraph graph;
    private final FineTuningSets sets;
    private final FineTuningSettings settings;
    private final long seed;

    /** @param steps that were made; {@code before} and {@code after}: loss on watched rows [-] */
    record Result(Map<String, float[]> weights, int steps, WatchedError before, WatchedError after) {}

    FineTuningSteps(FineTuningGraph graph, FineTuningSets sets, FineTuningSettings settings, long seed) {
        this.graph = graph;
        this.sets = sets;
        this.settings = settings;
        this.seed = seed;
    }

    /** @param end {@link System#nanoTime} by which to be done */
    Result run(long end, Consumer<String> progress) {
        long start = System.nanoTime();
        WatchedError before = watched();
        double perLook = System.nanoTime() - start;
        Result best = new Result(graph.learnt(), 0, before, before);
        int planned = settings.steps();
        int worse = 0;
        int step = 0;
        while (step < planned && worse < settings.patience() && System.nanoTime() < end) {
            take(step, FineTuningSettings.rate(settings.rate(), step, planned));
            step++;
            if (step == 1) {
                start = System.nanoTime();
            } else if (step == TIMED) {
                double perStep = (System.nanoTime() - start) / (TIMED - 1.0) + perLook / settings.interval();
                planned = (int) Math.min(planned, step + (end - System.nanoTime()) * MARGIN / perStep);
            }
            if (step % settings.interval() == 0 || step == planned) {
                Result latest = new Result(graph.learnt(), step, before, watched());
                progress.accept(line(latest, planned));
                worse = latest.after().isBetterThan(best.after(), before, FORGOTTEN) ? 0 : worse + 1;
                best = worse == 0 ? latest : best;
            }
        }
        return new Result(best.weights(), step, before, best.after());
    }

    private static String line(Result r, int planned) {
        return String.format(
                Locale.ROOT,
                "step %d of %d: loss on watched new samples %.3f, at first %.3f; on old ones %.3f, at first %.3f",
                r.steps(),
                planned,
                r.after().fresh(),
                r.before().fresh(),
                r.after().old(),
                r.before().old());
    }

    private void take(int step, double rate) {
        RandomGenerator random = new SplittableRandom(seed * 1_000_003 + step);
        int[] rows = sets.draw(BATCH, random);
        float[] noise = new float[BATCH * graph.shape.latent()];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) random.nextGaussian();
        }
        double loss = graph.step(sets.learnt(), rows, noise, rate, step + 1);
        if (!Double.isFinite(loss)) {
            throw new IllegalStateException(
                    "fine-tuning diverged: the loss of step %d is %s".formatted(step + 1, loss));
        }
    }

    private WatchedError watched() {
        return new WatchedError(loss(sets.watchedFresh()), loss(sets.watchedOld()));
    }

    /** Mean over rows spread over the set, in batches side by side; NaN if there are none. */
    private double loss(FeatureSet set) {
        int stride = (set.n() + WATCHED - 1) / WATCHED;
        int[] rows = IntStream.range(0, set.n()).filter(i -> i % stride == 0).toArray();
        double[] losses = IntStream.range(0, (rows.length + WATCHED_BATCH - 1) / WATCHED_BATCH)
                .parallel()
                .mapToDouble(b -> {
                    int[] some = java.util.Arrays.copyOfRange(
                            rows, b * WATCHED_BATCH, Math.min(rows.length, (b + 1) * WATCHED_BATCH));
                    return some.length * graph.loss(set, some);
                })
                .toArray();
        return java.util.Arrays.stream(losses).sum() / rows.length;
    }
}
