package io.temper.vaereg;

import io.temper.material.CubeSymmetry;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

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
    private final Graph graph = new Graph();
    private final Session session;
    private final Placeholder<TFloat32> x;
    private final Operand<TFloat32> descriptors;

    DescriptorTable(TrainingData data) {
        TensorFlowRuntime.prepareTraining();
        this.data = data;
        int n = NetworkShape.GRID;
        Ops tf = Ops.create(graph);
        x = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(1, n, n, n)));
        descriptors = Descriptors.of(tf, x);
        session = new Session(graph, TensorFlowRuntime.threads(1));
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
        return rows.computeIfAbsent(index, this::compute);
    }

    private float[] compute(int index) {
        int n = NetworkShape.GRID;
        float[] values = new float[n * n * n];
        Tensors.voxels(data.samples().get(index).microstructure(), CubeSymmetry.IDENTITY, new int[3], values, 0);
        try (Feeds feeds = new Feeds(session)) {
            return feeds.feed(x, values, 1, n, n, n).fetch(descriptors).run()[0];
        }
    }

    /** Descriptors of samples as they are seen in a batch [batch * count]. */
    float[] of(TrainingData.Batch batch) {
        float[] all = new float[batch.indices().length * COUNT];
        for (int i = 0; i < batch.indices().length; i++) {
            float[] row = row(batch.indices()[i]);
            int[] source =
                    Objects.requireNonNull(SOURCES.get(batch.views().get(i).symmetry()));
            for (int d = 0; d < COUNT; d++) {
                all[i * COUNT + d] = row[source[d]];
            }
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
        session.close();
        graph.close();
    }
}
