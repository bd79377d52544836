package io.temper.vaereg.cnn;

import io.temper.generation.Split;
import io.temper.vaereg.network.Feeds;
import io.temper.vaereg.network.NetworkShape;
import io.temper.vaereg.training.TrainingData;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Trains a {@link RegressionCnnGraph} and leaves in it the weights that were best on the validation part, which is looked at
 * after every epoch, but not more often than every {@value #LEAST_STEPS_BETWEEN_LOOKS} steps.
 */
final class RegressionCnnTrainer {
    private static final int LEAST_STEPS_BETWEEN_LOOKS = 100;
    private static final int EVALUATION_BATCH = 8;
    /** Most validation samples looked at, spread over all. */
    private static final int EVALUATED = 256;

    private final RegressionCnnGraph graph;
    private final TrainingData data;
    private final RegressionCnnSettings settings;
    private final RegressionCnnListener listener;
    private final RandomGenerator random;
    /** The training part in the order of this epoch, and how much of it is used. */
    private final int[] order;

    private int used;
    private double bestError = Double.POSITIVE_INFINITY;
    private Map<String, float[]> best = Map.of();
    private int looksSinceBest;

    RegressionCnnTrainer(
            RegressionCnnGraph graph,
            TrainingData data,
            RegressionCnnSettings settings,
            RegressionCnnListener listener) {
        this.graph = graph;
        this.data = data;
        this.settings = settings;
        this.listener = listener;
        random = new SplittableRandom(settings.seed() * 1_000_003 + 1);
        order = data.indices(Split.TRAIN);
        used = order.length;
    }

    /** Trains; returns the best mean squared error of the standardised validation targets. */
    double train() {
        int look = Math.max(LEAST_STEPS_BETWEEN_LOOKS, order.length / settings.batch());
        long start = System.nanoTime();
        double smoothed = Double.NaN;
        for (int step = 0; step < settings.steps() && looksSinceBest < settings.patience(); step++) {
            double loss = step(step);
            smoothed = step == 0 ? loss : 0.95 * smoothed + 0.05 * loss;
            double perStep = (System.nanoTime() - start) * 1e-9 / (step + 1);
            listener.step(
                    step + 1,
                    settings.steps(),
                    smoothed,
                    settings.batch() / perStep,
                    perStep * (settings.steps() - step - 1));
            if ((step + 1) % look == 0 || step + 1 == settings.steps()) {
                look(step + 1, smoothed);
            }
        }
        graph.parameters.assign(graph.session, best);
        return bestError;
    }

    private double step(int step) {
        int[] batch = batch();
        int n = NetworkShape.GRID;
        TrainingData.Batch input = data.batch(batch, random);
        try (Feeds feeds = new Feeds(graph.session)) {
            feeds.feed(graph.x, input.x(), batch.length, n, n, n)
                    .feed(graph.c, input.c(), batch.length, data.properties().size())
                    .fetch(graph.loss);
            graph.optimiser.addTo(feeds, settings.rate(step), step + 1);
            double loss = feeds.run()[0][0];
            if (!Double.isFinite(loss)) {
                throw new IllegalStateException(
                        "training diverged: the loss of step %d is %s; try another seed".formatted(step + 1, loss));
            }
            return loss;
        }
    }

    private int[] batch() {
        int[] batch = new int[settings.batch()];
        for (int i = 0; i < batch.length; i++) {
            if (used == order.length) {
                shuffle();
                used = 0;
            }
            batch[i] = order[used++];
        }
        return batch;
    }

    private void shuffle() {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int v = order[i];
            order[i] = order[j];
            order[j] = v;
        }
    }

    private void look(int step, double trainingLoss) {
        double error = validationError();
        listener.note(String.format(Locale.ROOT, "step %d: training %.4f, validation %.4f", step, trainingLoss, error));
        looksSinceBest++;
        if (error < bestError) {
            bestError = error;
            best = graph.parameters.values(graph.session, "");
            looksSinceBest = 0;
        } else if (looksSinceBest == settings.patience()) {
            listener.note("stopped early at step %d: validation error has not fallen for %d looks"
                    .formatted(step, settings.patience()));
        }
    }

    private double validationError() {
        int[] all = data.indices(Split.VALIDATION);
        int stride = (all.length + EVALUATED - 1) / EVALUATED;
        int[] used = IntStream.range(0, all.length / stride)
                .map(i -> all[i * stride])
                .toArray();
        double sum = 0;
        for (int from = 0; from < used.length; from += EVALUATION_BATCH) {
            int[] batch = Arrays.copyOfRange(used, from, Math.min(used.length, from + EVALUATION_BATCH));
            TrainingData.Batch input = data.batch(batch, null);
            float[] wanted = input.c();
            float[] found = graph.predict(input.x(), batch.length);
            for (int i = 0; i < wanted.length; i++) {
                sum += (found[i] - wanted[i]) * (found[i] - wanted[i]);
            }
        }
        return sum / used.length / data.properties().size();
    }
}
