package io.temper.vaereg;

import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** The descriptors of a dataset, computed once: periodic rolls of a sample do not change them. */
final class DescriptorTable {
    private static final int COUNT = 1 + Descriptors.lags().size();

    private DescriptorTable() {}

    /** Descriptors of each sample, [samples * count], C order. */
    static float[] of(List<TrainingData.Sample> samples) {
        TensorFlowRuntime.prepareTraining();
        int n = NetworkShape.GRID;
        float[] table = new float[samples.size() * COUNT];
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            Ops tf = Ops.create(graph);
            Placeholder<TFloat32> x = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(1, n, n, n)));
            Operand<TFloat32> descriptors = Descriptors.of(tf, x);
            for (int i = 0; i < samples.size(); i++) {
                float[] values = new float[n * n * n];
                Tensors.voxels(samples.get(i).microstructure(), new int[3], values, 0);
                try (Feeds feeds = new Feeds(session)) {
                    float[] row =
                            feeds.feed(x, values, 1, n, n, n).fetch(descriptors).run()[0];
                    System.arraycopy(row, 0, table, i * COUNT, COUNT);
                }
            }
        }
        return table;
    }

    /**
     * Mean, deviation and weight of each descriptor over some samples. The two groups, hard fraction and autocovariance,
     * are each weighted by one over the group's total variance, so that guessing the mean costs 1 in either.
     */
    static TrainingGraph.DescriptorScale scale(float[] table, int[] indices) {
        float[] mean = new float[COUNT];
        float[] deviation = new float[COUNT];
        double[] variance = new double[COUNT];
        double total = 0;
        for (int d = 0; d < COUNT; d++) {
            double sum = 0;
            double square = 0;
            for (int i : indices) {
                double v = table[i * COUNT + d];
                sum += v;
                square += v * v;
            }
            double m = sum / indices.length;
            variance[d] = Math.max(0, square / indices.length - m * m);
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
}
