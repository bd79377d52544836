package io.temper.vaereg.style;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Weights of layers whose features differ in scale by orders of magnitude, as VGG19's do (activations grow to hundreds), made
 * comparable: each w_l is divided by what the layer's loss is between unrelated microstructures. The loss is then about the
 * sum of the weights for a decoder that has learnt nothing, whatever file the filters are from.
 */
public final class GramBalance {
    private GramBalance() {}

    /**
     * Measures the layers' losses between each cell and the next. TensorFlow must have been loaded.
     *
     * @param settings whose weights say how much each layer is to count
     * @param cells microstructures [N * N * N] each, C order, 0 soft to 1 hard; two or more that differ; not modified
     * @param size N
     * @param random draws the slices looked at
     * @return the settings with the weights divided
     */
    public static GramSettings balanced(
            Vgg19Weights weights,
            GramSettings settings,
            List<float[]> cells,
            int size,
            RandomGenerator random,
            ConfigProto threads) {
        if (cells.size() < 2) {
            throw new IllegalArgumentException(
                    "style weights are balanced between microstructures that differ: give 2 or more, not "
                            + cells.size());
        }
        GramStyle style = new GramStyle(weights, settings);
        try (Graph graph = new Graph();
                Session session = new Session(graph, threads)) {
            Ops tf = Ops.create(graph);
            Placeholder<TFloat32> a = tf.placeholder(TFloat32.class, Placeholder.shape(cell(size)));
            Placeholder<TFloat32> b = tf.placeholder(TFloat32.class, Placeholder.shape(cell(size)));
            Placeholder<TInt32> slices = tf.placeholder(TInt32.class, Placeholder.shape(numbers(settings)));
            Pair pair = new Pair(session, a, b, slices, style.terms(tf, a, b, slices));
            Map<Vgg19Layer, Double> means = new EnumMap<>(Vgg19Layer.class);
            for (int i = 0; i < cells.size(); i++) {
                int[] drawn = SliceDraw.draw(random, size, settings.slicesPerAxis());
                pair.losses(cells.get(i), cells.get((i + 1) % cells.size()), drawn)
                        .forEach((layer, loss) -> means.merge(layer, loss / cells.size(), Double::sum));
            }
            return settings.withWeights(divided(settings.weights(), means));
        }
    }

    private static Shape cell(int size) {
        return Shape.of(1, size, size, size);
    }

    private static Shape numbers(GramSettings settings) {
        return Shape.of(3, settings.slicesPerAxis());
    }

    /** The graph that compares two cells. */
    private record Pair(
            Session session,
            Placeholder<TFloat32> a,
            Placeholder<TFloat32> b,
            Placeholder<TInt32> slices,
            Map<Vgg19Layer, Operand<TFloat32>> terms) {
        Map<Vgg19Layer, Double> losses(float[] left, float[] right, int[] drawn) {
            try (TFloat32 l = TFloat32.tensorOf(a.shape(), DataBuffers.of(left));
                    TFloat32 r = TFloat32.tensorOf(b.shape(), DataBuffers.of(right));
                    TInt32 d = TInt32.tensorOf(slices.shape(), DataBuffers.of(drawn))) {
                Session.Runner runner = session.runner().feed(a, l).feed(b, r).feed(slices, d);
                terms.values().forEach(runner::fetch);
                Map<Vgg19Layer, Double> losses = new EnumMap<>(Vgg19Layer.class);
                try (var result = runner.run()) {
                    int i = 0;
                    for (Vgg19Layer layer : terms.keySet()) {
                        losses.put(layer, (double) ((TFloat32) result.get(i++)).getFloat());
                    }
                }
                return losses;
            }
        }
    }

    private static Map<Vgg19Layer, Double> divided(Map<Vgg19Layer, Double> weights, Map<Vgg19Layer, Double> means) {
        Map<Vgg19Layer, Double> balanced = new EnumMap<>(Vgg19Layer.class);
        weights.forEach((layer, w) -> {
            double mean = means.getOrDefault(layer, 0.0);
            if (!(mean > 0) || Double.isInfinite(mean)) {
                throw new IllegalArgumentException(
                        "the style loss of %s between these microstructures is %s: give some that differ, or leave the layer out"
                                .formatted(layer.label(), mean));
            }
            balanced.put(layer, w / mean);
        });
        return balanced;
    }
}
