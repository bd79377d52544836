package io.temper.vaereg.training;

import io.temper.material.CubeSymmetry;
import io.temper.vaereg.network.DescriptorGraph;
import io.temper.vaereg.network.Descriptors;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The descriptors of a dataset, each sample's computed once, when first asked for: rolls do not change them, and symmetries
 * of the cube only exchange them. Safe for use by several threads at once.
 */
final class DescriptorTable implements AutoCloseable {
    /** Samples that give the scale: enough for a mean and a variance. */
    private static final int SCALE_SAMPLES = 1000;

    private final TrainingData data;
    private final Map<Integer, float[]> rows = new ConcurrentHashMap<>();
    private final DescriptorGraph descriptors = new DescriptorGraph();

    DescriptorTable(TrainingData data) {
        this.data = data;
    }

    /** Descriptors of a sample [count]; not to be modified. */
    float[] row(int index) {
        return rows.computeIfAbsent(
                index, i -> descriptors.of(data.samples().get(i).microstructure()));
    }

    /** Descriptors of samples as they are seen in a batch [batch * count]. */
    float[] of(TrainingData.Batch batch) {
        float[] all = new float[batch.indices().length * Descriptors.COUNT];
        for (int i = 0; i < batch.indices().length; i++) {
            Descriptors.exchange(row(batch.indices()[i]), batch.views().get(i).symmetry(), all, i * Descriptors.COUNT);
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
        double[] sum = new double[Descriptors.COUNT];
        double[] square = new double[Descriptors.COUNT];
        for (CubeSymmetry symmetry : data.symmetries()) {
            int[] source = Descriptors.source(symmetry);
            for (int i : used) {
                float[] row = row(i);
                for (int d = 0; d < Descriptors.COUNT; d++) {
                    double v = row[source[d]];
                    sum[d] += v;
                    square[d] += v * v;
                }
            }
        }
        return scale(sum, square, used.length * data.symmetries().size());
    }

    private static TrainingGraph.DescriptorScale scale(double[] sum, double[] square, int n) {
        float[] mean = new float[Descriptors.COUNT];
        float[] deviation = new float[Descriptors.COUNT];
        double[] variance = new double[Descriptors.COUNT];
        double total = 0;
        for (int d = 0; d < Descriptors.COUNT; d++) {
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
        float[] weight = new float[Descriptors.COUNT];
        for (int d = 0; d < Descriptors.COUNT; d++) {
            weight[d] = (float) (1 / (d == 0 ? variance[0] : total));
        }
        return new TrainingGraph.DescriptorScale(mean, deviation, weight);
    }

    @Override
    public void close() {
        descriptors.close();
    }
}
