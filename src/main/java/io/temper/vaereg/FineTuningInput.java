package io.temper.vaereg;

import io.temper.generation.Split;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * What fine-tuning's graph is fed with: batches of which one half is new and the other half was there before, each sample in a
 * random view. Every random number is drawn from the seed and the step. Safe for use by several threads at once.
 */
final class FineTuningInput {
    private static final int BATCH = 4;
    private static final int WATCHED_BATCH = 8;

    private final TrainingData data;
    private final DescriptorTable descriptors;
    private final NetworkShape shape;
    private final long seed;
    private final int[] fresh;
    private final int[] old;

    /** Some samples as the network sees them. */
    record Batch(TrainingData.Batch samples, float[] descriptors, float[] noise) {}

    /** @param freshCount how many samples of the data, the first ones, are new */
    FineTuningInput(TrainingData data, int freshCount, DescriptorTable descriptors, NetworkShape shape, long seed) {
        this.data = data;
        this.descriptors = descriptors;
        this.shape = shape;
        this.seed = seed;
        int[] training = data.indices(Split.TRAIN);
        fresh = Arrays.stream(training).filter(i -> i < freshCount).toArray();
        old = Arrays.stream(training).filter(i -> i >= freshCount).toArray();
    }

    /** The input of a training step, from 0. */
    Batch step(int step) {
        RandomGenerator random = new SplittableRandom(seed * 1_000_003 + step);
        int[] indices = new int[BATCH];
        for (int i = 0; i < BATCH; i++) {
            indices[i] =
                    i < BATCH / 2 ? fresh[(step * (BATCH / 2) + i) % fresh.length] : old[random.nextInt(old.length)];
        }
        float[] noise = new float[BATCH * shape.latent()];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) random.nextGaussian();
        }
        return of(indices, random, noise);
    }

    /** Watched samples of an interval of indices, z at its mean; few ones are seen in several views. No batch if there are none. */
    Batch[] watched(int from, int to) {
        int[] all = Arrays.stream(data.indices(Split.VALIDATION))
                .filter(i -> i >= from && i < to)
                .toArray();
        int batches = (all.length + WATCHED_BATCH - 1) / WATCHED_BATCH;
        return IntStream.range(0, batches)
                .mapToObj(b -> IntStream.range(b * WATCHED_BATCH, (b + 1) * WATCHED_BATCH)
                        .map(i -> all[i % all.length])
                        .toArray())
                .map(indices -> of(
                        indices,
                        new SplittableRandom(seed * 7_919 + indices[0]),
                        new float[indices.length * shape.latent()]))
                .toArray(Batch[]::new);
    }

    private Batch of(int[] indices, RandomGenerator random, float[] noise) {
        TrainingData.Batch samples = data.batch(indices, random);
        return new Batch(samples, descriptors.of(samples), noise);
    }

    Feeds feeds(TrainingGraph graph, Batch batch) {
        int n = NetworkShape.GRID;
        int count = batch.samples().indices().length;
        return new Feeds(graph.session)
                .feed(graph.x, batch.samples().x(), count, n, n, n)
                .feed(graph.c, batch.samples().c(), count, shape.properties())
                .feed(graph.noise, batch.noise(), count, shape.latent())
                .feed(graph.target, batch.descriptors(), count, DescriptorTable.COUNT)
                .scalar(graph.temperature, 1);
    }
}
