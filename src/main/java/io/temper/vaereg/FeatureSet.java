package io.temper.vaereg;

import io.temper.generation.Split;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A part of the data as the regressor sees it: each sample in some random views.
 *
 * @param trunk [n * {@link VaeRegNetwork#TRUNK}]
 * @param descriptors [n * {@link DescriptorTable#COUNT}]
 * @param c standardised labels [n * properties]
 */
record FeatureSet(int n, float[] trunk, float[] descriptors, float[] c) {
    private static final int BATCH = 8;

    /** @param views of each sample; the same in every run */
    static FeatureSet of(TrainingGraph graph, TrainingData data, DescriptorTable table, Split part, int views) {
        int[] all = data.indices(part);
        int n = all.length * views;
        int[] indices = new int[n];
        Arrays.setAll(indices, i -> all[i % all.length]);
        int count = DescriptorTable.COUNT;
        int p = data.properties().size();
        FeatureSet set = new FeatureSet(n, new float[n * VaeRegNetwork.TRUNK], new float[n * count], new float[n * p]);
        // batches side by side: each is computed by one thread, so the numbers do not depend on how many there are
        IntStream.iterate(0, from -> from < n, from -> from + BATCH).parallel().forEach(from -> {
            int[] some = Arrays.copyOfRange(indices, from, Math.min(n, from + BATCH));
            TrainingData.Batch batch = data.batch(some, new SplittableRandom(from));
            int g = NetworkShape.GRID;
            try (Feeds feeds = new Feeds(graph.session)) {
                float[] trunk = feeds.feed(graph.x, batch.x(), some.length, g, g, g)
                        .fetch(graph.encoding.trunk())
                        .run()[0];
                System.arraycopy(trunk, 0, set.trunk, from * VaeRegNetwork.TRUNK, trunk.length);
            }
            System.arraycopy(table.of(batch), 0, set.descriptors, from * count, some.length * count);
            System.arraycopy(batch.c(), 0, set.c, from * p, batch.c().length);
        });
        return set;
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
