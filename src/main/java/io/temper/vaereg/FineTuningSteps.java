package io.temper.vaereg;

import io.temper.vaereg.TrainingSettings.Stage;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The steps of a fine-tuning: as many as are planned and time allows, the weights of the lowest watched loss kept. */
final class FineTuningSteps {
    /** Steps whose time is taken before the plan is made; the first one is left out. */
    private static final int TIMED = 5;
    /** Fewer steps than this are not worth the while, where more were wanted. */
    private static final int FEWEST = 20;

    /** Of the time, what the plan may take: steps do not all take the same time. */
    private static final double MARGIN = 0.95;

    private static final String[] LEARNT = {"encoder.", "regressor.", "generator.", "decoder."};

    private final TrainingGraph graph;
    private final FineTuningInput input;
    private final FineTuningSettings settings;
    private final double klWeight;
    private final Watch watch;

    /** Loss on watched samples: mean of that on the new ones and that on the old ones, or of the one if there are no others. */
    private record Watch(FineTuningInput.Batch[] fresh, FineTuningInput.Batch[] old) {}

    /** @param steps that were made; {@code before} and {@code after}: watched loss [-] */
    record Result(Map<String, float[]> weights, int steps, double before, double after) {}

    FineTuningSteps(
            TrainingGraph graph, FineTuningInput input, int freshCount, FineTuningSettings settings, double klWeight) {
        this.graph = graph;
        this.input = input;
        this.settings = settings;
        this.klWeight = klWeight;
        this.watch = new Watch(input.watched(0, freshCount), input.watched(freshCount, Integer.MAX_VALUE));
    }

    /** @param end {@link System#nanoTime} by which to be done */
    Result run(long end, Consumer<String> progress) {
        long start = System.nanoTime();
        double before = watchedLoss();
        double perLook = System.nanoTime() - start;
        Result best = new Result(weights(), 0, before, before);
        int planned = settings.steps();
        int worse = 0;
        int step = 0;
        CompletableFuture<FineTuningInput.Batch> next = ahead(0);
        while (step < planned && worse < settings.patience() && System.nanoTime() < end) {
            FineTuningInput.Batch now = next.join();
            next = ahead(step + 1);
            take(now, settings.rate(step, planned), ++step);
            if (step == 1) {
                start = System.nanoTime();
            } else if (step == TIMED) {
                double perStep = (System.nanoTime() - start) / (TIMED - 1.0) + perLook / settings.interval();
                planned = enough(step + (end - System.nanoTime()) * MARGIN / perStep);
            }
            if (step % settings.interval() == 0 || step == planned) {
                Result latest = new Result(weights(), step, before, watchedLoss());
                progress.accept(line(latest, planned));
                worse = latest.after() < best.after() ? 0 : worse + 1;
                best = worse == 0 ? latest : best;
            }
        }
        next.join();
        enough(System.nanoTime() < end ? settings.steps() : step);
        return new Result(best.weights(), step, before, best.after());
    }

    private static String line(Result r, int planned) {
        return String.format(
                Locale.ROOT,
                "step %d of %d: watched loss %.3f, at first %.3f",
                r.steps(),
                planned,
                r.after(),
                r.before());
    }

    /** How many steps to make of those that time is left for. @throws IllegalStateException if they are too few */
    private int enough(double possible) {
        int steps = (int) Math.max(0, Math.min(settings.steps(), possible));
        if (steps < Math.min(FEWEST, settings.steps())) {
            throw new IllegalStateException(
                    "time is left for %d steps of fine-tuning, at least %d are needed: give more seconds"
                            .formatted(steps, FEWEST));
        }
        return steps;
    }

    /** Makes the input of a step while the step before it computes. */
    private CompletableFuture<FineTuningInput.Batch> ahead(int step) {
        return CompletableFuture.supplyAsync(() -> input.step(step));
    }

    /** @param count number of the step, from 1 */
    private void take(FineTuningInput.Batch batch, double rate, int count) {
        try (Feeds feeds = input.feeds(graph, batch)) {
            feeds.scalar(graph.klWeight, klWeight).fetch(graph.jointTerms.get(0));
            Objects.requireNonNull(graph.optimisers.get(Stage.JOINT)).addTo(feeds, rate, count);
            double loss = feeds.run()[0][0];
            if (!Double.isFinite(loss)) {
                throw new IllegalStateException(
                        "fine-tuning diverged: the loss of step %d is %s".formatted(count, loss));
            }
        }
    }

    private Map<String, float[]> weights() {
        return graph.parameters.values(graph.session, LEARNT);
    }

    private double watchedLoss() {
        if (watch.fresh().length == 0) {
            return loss(watch.old());
        } else if (watch.old().length == 0) {
            return loss(watch.fresh());
        }
        return (loss(watch.fresh()) + loss(watch.old())) / 2;
    }

    private double loss(FineTuningInput.Batch[] batches) {
        double sum = 0;
        for (FineTuningInput.Batch batch : batches) {
            try (Feeds feeds = input.feeds(graph, batch)) {
                sum += feeds.scalar(graph.klWeight, klWeight)
                        .fetch(graph.jointTerms.get(0))
                        .run()[0][0];
            }
        }
        return sum / batches.length;
    }
}
