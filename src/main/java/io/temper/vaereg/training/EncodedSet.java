package io.temper.vaereg.training;

import io.temper.generation.Split;
import io.temper.vaereg.network.Feeds;
import io.temper.vaereg.network.NetworkShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A part of the data as the encoder sees it, which is all that p(z|c) is fitted to.
 *
 * @param c standardised labels [n * properties]
 * @param zMean means of q(z|x) [n * latent]
 * @param zLogVar log variances of q(z|x) [n * latent]
 */
record EncodedSet(int n, float[] c, float[] zMean, float[] zLogVar) {
    private static final int BATCH = 8;

    /** Encodes each sample of a part in a random view of its own, the same in every run. */
    static EncodedSet of(TrainingGraph graph, TrainingData data, Split part) {
        int[] indices = data.indices(part);
        int n = indices.length;
        int latent = graph.shape.latent();
        int properties = graph.shape.properties();
        EncodedSet set = new EncodedSet(n, new float[n * properties], new float[n * latent], new float[n * latent]);
        // batches side by side: each is computed by one thread, so the numbers do not depend on how many there are
        IntStream.iterate(0, from -> from < n, from -> from + BATCH).parallel().forEach(from -> {
            int[] some = Arrays.copyOfRange(indices, from, Math.min(n, from + BATCH));
            TrainingData.Batch batch = data.batch(some, new SplittableRandom(from));
            System.arraycopy(batch.c(), 0, set.c, from * properties, batch.c().length);
            int g = NetworkShape.GRID;
            try (Feeds feeds = new Feeds(graph.session)) {
                float[][] out = feeds.feed(graph.x, batch.x(), some.length, g, g, g)
                        .fetch(graph.encoding.zMean())
                        .fetch(graph.encoding.zLogVar())
                        .run();
                System.arraycopy(out[0], 0, set.zMean, from * latent, out[0].length);
                System.arraycopy(out[1], 0, set.zLogVar, from * latent, out[1].length);
            }
        });
        return set;
    }

    void write(Path file) throws IOException {
        Map<String, float[]> arrays = new LinkedHashMap<>();
        arrays.put("c", c);
        arrays.put("zMean", zMean);
        arrays.put("zLogVar", zLogVar);
        SafeTensors.write(file, new SafeTensors.Content(arrays, Map.of("n", Integer.toString(n))));
    }

    static EncodedSet read(Path file) throws IOException {
        SafeTensors.Content content = SafeTensors.read(file);
        return new EncodedSet(
                Integer.parseInt(content.metadata().getOrDefault("n", "0")),
                content.require("c", file),
                content.require("zMean", file),
                content.require("zLogVar", file));
    }
}
