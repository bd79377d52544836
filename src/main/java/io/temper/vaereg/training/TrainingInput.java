package io.temper.vaereg.training;

import io.temper.generation.Split;
import io.temper.vaereg.network.Descriptors;
import io.temper.vaereg.network.Feeds;
import io.temper.vaereg.network.NetworkShape;
import io.temper.vaereg.style.SliceDraw;
import io.temper.vaereg.style.StyleLoss;
import io.temper.vaereg.training.TrainingSettings.Stage;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the steps of {@link VaeRegTrainer} are fed with. Every random number of a step is drawn from the seed, the stage and the
 * step, so that a resumed training goes on exactly as an undisturbed one would.
 */
final class TrainingInput {
    private static final int EVALUATION_BATCH = 8;
    /** Most validation samples that the learning curve looks at, spread over all. */
    private static final int EVALUATED = 256;

    private final TrainingData data;
    private final int latent;
    private final TrainingSettings settings;
    private final DescriptorTable descriptors;
    private final @Nullable StyleLoss grams;

    /** What a step is fed with. */
    record Step(int number, TrainingData.Batch batch, float[] descriptors, float[] noise) {
        int count() {
            return batch.indices().length;
        }
    }

    /** @param grams null where descriptors are compared */
    TrainingInput(
            TrainingData data,
            int latent,
            TrainingSettings settings,
            DescriptorTable descriptors,
            @Nullable StyleLoss grams) {
        this.data = data;
        this.latent = latent;
        this.settings = settings;
        this.descriptors = descriptors;
        this.grams = grams;
    }

    /** Makes the input of a step while the step before it computes. */
    CompletableFuture<Step> ahead(Stage stage, int step) {
        return CompletableFuture.supplyAsync(() -> {
            RandomGenerator random =
                    new SplittableRandom(settings.seed() * 1_000_003 + stage.ordinal() * 500_009L + step);
            TrainingData.Batch batch = data.batch(drawn(stage, step), random);
            float[] noise = new float[stage.batch() * latent];
            for (int i = 0; i < noise.length; i++) {
                noise[i] = (float) random.nextGaussian();
            }
            return new Step(step, batch, descriptors.of(batch), noise);
        });
    }

    /** Samples spread over the validation part, in batches, made when they are asked for: as they are, and with z at its mean. */
    Stream<Step> validation() {
        int[] all = data.indices(Split.VALIDATION);
        int stride = (all.length + EVALUATED - 1) / EVALUATED;
        int[] used = IntStream.range(0, all.length / stride)
                .map(i -> all[i * stride])
                .toArray();
        return IntStream.iterate(0, from -> from < used.length, from -> from + EVALUATION_BATCH)
                .mapToObj(from -> Arrays.copyOfRange(used, from, Math.min(used.length, from + EVALUATION_BATCH)))
                .map(some -> data.batch(some, null))
                .map(batch -> new Step(0, batch, descriptors.of(batch), new float[batch.indices().length * latent]));
    }

    /** The samples of a step: the training part in an order shuffled anew for each epoch. */
    private int[] drawn(Stage stage, int step) {
        int[] all = data.indices(Split.TRAIN);
        int[] batch = new int[stage.batch()];
        int[] order = all;
        long shuffled = -1;
        for (int i = 0; i < batch.length; i++) {
            long drawn = (long) step * batch.length + i;
            long epoch = drawn / all.length;
            if (epoch != shuffled) {
                order = all.clone();
                shuffle(order, new SplittableRandom(settings.seed() * 7_919 + stage.ordinal() * 104_729L + epoch));
                shuffled = epoch;
            }
            batch[i] = order[(int) (drawn % all.length)];
        }
        return batch;
    }

    private static void shuffle(int[] values, RandomGenerator random) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int v = values[i];
            values[i] = values[j];
            values[j] = v;
        }
    }

    /** A session run with the placeholders of the network and the style loss fed. */
    Feeds feeds(TrainingGraph graph, Step input) {
        int n = NetworkShape.GRID;
        Feeds feeds = new Feeds(graph.session);
        if (grams != null && graph.slices != null) {
            SplittableRandom random = new SplittableRandom(settings.seed() * 15_485_863 + input.number());
            int[] drawn = SliceDraw.draw(random, n, grams.slicesPerAxis());
            feeds.feedInts(graph.slices, drawn, 3, grams.slicesPerAxis());
        }
        return feeds.feed(graph.x, input.batch().x(), input.count(), n, n, n)
                .feed(graph.c, input.batch().c(), input.count(), graph.shape.properties())
                .feed(graph.noise, input.noise(), input.count(), latent)
                .feed(graph.target, input.descriptors(), input.count(), Descriptors.COUNT);
    }
}
