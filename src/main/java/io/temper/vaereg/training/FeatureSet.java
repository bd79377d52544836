package io.temper.vaereg.training;

import io.temper.generation.Split;
import io.temper.vaereg.network.Descriptors;
import io.temper.vaereg.network.VaeRegNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A part of the data as the regressor sees it: each sample in some random views.
 *
 * @param trunk [n * {@link VaeRegNetwork#TRUNK}]
 * @param descriptors [n * {@link Descriptors#COUNT}]
 * @param c standardised labels [n * properties]
 */
record FeatureSet(int n, float[] trunk, float[] descriptors, float[] c) {
    private static final int BATCH = 8;

    /** What computes the trunk's features of some cells [count * {@link VaeRegNetwork#TRUNK}]. */
    interface Trunk {
        float[] of(float[] voxels, int count);
    }

    /** A part of the data, each sample in so many random views; the same in every run. */
    static FeatureSet of(Trunk trunk, TrainingData data, DescriptorTable table, Split part, int views) {
        return of(trunk, data, table, repeated(data.indices(part), views));
    }

    static int[] repeated(int[] indices, int times) {
        return IntStream.range(0, indices.length * times)
                .map(i -> indices[i % indices.length])
                .toArray();
    }

    /** Samples, each time they are named in a random view, the same in every run. */
    static FeatureSet of(Trunk trunk, TrainingData data, DescriptorTable table, int[] indices) {
        int n = indices.length;
        int count = Descriptors.COUNT;
        int p = data.properties().size();
        FeatureSet set = new FeatureSet(n, new float[n * VaeRegNetwork.TRUNK], new float[n * count], new float[n * p]);
        // batches side by side: each is computed by one thread, so the numbers do not depend on how many there are
        IntStream.iterate(0, from -> from < n, from -> from + BATCH).parallel().forEach(from -> {
            int[] some = Arrays.copyOfRange(indices, from, Math.min(n, from + BATCH));
            TrainingData.Batch batch = data.batch(some, new SplittableRandom(from));
            float[] features = trunk.of(batch.x(), some.length);
            System.arraycopy(features, 0, set.trunk, from * VaeRegNetwork.TRUNK, features.length);
            System.arraycopy(table.of(batch), 0, set.descriptors, from * count, some.length * count);
            System.arraycopy(batch.c(), 0, set.c, from * p, batch.c().length);
        });
        return set;
    }

    FeatureSet and(FeatureSet other) {
        return new FeatureSet(
                n + other.n, joined(trunk, other.trunk), joined(descriptors, other.descriptors), joined(c, other.c));
    }

    private static float[] joined(float[] a, float[] b) {
        float[] all = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
    }

    void write(Path file) throws IOException {
        Map<String, float[]> arrays = new LinkedHashMap<>();
        arrays.put("trunk", trunk);
        arrays.put("descriptors", descriptors);
        arrays.put("c", c);
        SafeTensors.write(file, new SafeTensors.Content(arrays, Map.of("n", Integer.toString(n))));
    }

    static FeatureSet read(Path file) throws IOException {
        SafeTensors.Content content = SafeTensors.read(file);
        return new FeatureSet(
                Integer.parseInt(content.metadata().getOrDefault("n", "0")),
                content.require("trunk", file),
                content.require("descriptors", file),
                content.require("c", file));
    }

    /** Some rows of one of the arrays, of so many values each. */
    static float[] rows(float[] values, int width, int[] rows) {
        float[] some = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(values, rows[i] * width, some, i * width, width);
        }
        return some;
    }
}
