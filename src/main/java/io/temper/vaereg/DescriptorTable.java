package io.temper.vaereg;

import io.temper.material.CubeSymmetry;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The descriptors of a dataset, each sample's computed once, when first asked for: rolls do not change them, and symmetries
 * of the cube only exchange them. Safe for use by several threads at once.
 */
final class DescriptorTable implements AutoCloseable {
    static final int COUNT = 1 + Descriptors.lags().size();
    /** Samples that give the scale: enough for a mean and a variance. */
    private static final int SCALE_SAMPLES = 1000;

    private static final Map<CubeSymmetry, int[]> SOURCES = sources();

    private final TrainingData data;
    private final Map<Integer, float[]> rows = new ConcurrentHashMap<>();
    private final DescriptorGraph descriptors = new DescriptorGraph();

    DescriptorTable(TrainingData data) {
        this.data = data;
    }

    /** By symmetry: place, in the original's descriptors, of each descriptor of its image. */
    private static Map<CubeSymmetry, int[]> sources() {
        List<int[]> lags = Descriptors.lags();
        Map<List<Integer>, Integer> places = new HashMap<>();
        for (int l = 0; l < lags.size(); l++) {
            int[] r = lags.get(l);
            places.put(List.of(r[0], r[1], r[2]), 1 + l);
            places.put(List.of(-r[0], -r[1], -r[2]), 1 + l); // an autocovariance is even
        }
        Map<CubeSymmetry, int[]> sources = new HashMap<>();
        for (CubeSymmetry symmetry : CubeSymmetry.all()) {
            int[] source = new int[COUNT];
            for (int l = 0; l < lags.size(); l++) {
                int[] r = symmetry.source(lags.get(l));
                source[1 + l] = Objects.requireNonNull(places.get(List.of(r[0], r[1], r[2])));
            }
            sources.put(symmetry, source);
        }
        return sources;
    }

    /** Descriptors of a sample [count]; not to be modified. */
    float[] row(int index) {
        return rows.computeIfAbsent(
                index, i -> descriptors.of(data.samples().get(i).microstructure()));
    }

    /** Writes the descriptors of an image into an array: those of the original, exchanged. */
    static void exchange(float[] original, CubeSymmetry symmetry, float[] into, int at) {
        int[] source = Objects.requireNonNull(SOURCES.get(symmetry));
        for (int d = 0; d < COUNT; d++) {
            into[at + d] = original[source[d]];
        }
    }

    /** Descriptors of samples as they are seen in a batch [batch * count]. */
    float[] of(TrainingData.Batch batch) {
        float[] all = new float[batch.indices().length * COUNT];
        for (int i = 0; i < batch.indices().length; i++) {
            exchange(row(batch.indices()[i]), batch.views().get(i).symmetry(), all, i * COUNT);
        }
        return all;
    }

    /**
     * Mean, deviation and weight of each descriptor over the training part and its images. The two groups, hard fraction and
     * autocovariance, are each weighted by one over the group's total variance, so that guessing the mean costs 1 in either.
     *
     * @param indices of the training part
     */
    TrainingGraph.DescriptorScale scale(int[] indices) {
        int stride = Math.max(1, indices.length / SCALE_SAMPLES);
        int[] used = java.util.stream.IntStream.range(0, indices.length / stride)
                .map(i -> indices[i * stride])
                .toArray();
        Arrays.stream(used).parallel().forEach(this::row);
        double[] sum = new double[COUNT];
        double[] square = new double[COUNT];
        for (CubeSymmetry symmetry : data.symmetries()) {
            int[] source = Objects.requireNonNull(SOURCES.get(symmetry));
            for (int i : used) {
                float[] row = row(i);
                for (int d = 0; d < COUNT; d++) {
                    double v = row[source[d]];
                    sum[d] += v;
                    square[d] += v * v;
                }
            }
        }
        return scale(sum, square, used.length * data.symmetries().size());
    }

    private static TrainingGraph.DescriptorScale scale(double[] sum, double[] square, int n) {
        float[] mean = new float[COUNT];
        float[] deviation = new float[COUNT];
        double[] variance = new double[COUNT];
        double total = 0;
        for (int d = 0; d < COUNT; d++) {
            double m = sum[d] / n;
            variance[d] = Math.max(0, square[d] / n - m * m);
            total += d == 0 ? 0 : variance[d];
            mean[d] = (float) m;
            deviation[d] = (float) Math.sqrt(variance[d]);
        }
        if (!(variance[0] > 0 && total > 0)) {
            throw new IllegalArgumentException(
                    "all training samples have the same hard fraction or the same correlations");
        }
        float[] weight = new float[COUNT];
        for (int d = 0; d < COUNT; d++) {
            weight[d] = (float) (1 / (d == 0 ? variance[0] : total));
        }
        return new TrainingGraph.DescriptorScale(mean, deviation, weight);
    }

    @Override
    public void close() {
        descriptors.close();
    }
}
