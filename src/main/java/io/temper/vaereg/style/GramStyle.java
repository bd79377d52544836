package io.temper.vaereg.style;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The paper's style loss; the package says what it computes. */
public final class GramStyle implements StyleLoss {
    private static final int AXES = 3;

    private final Vgg19Weights weights;
    private final GramSettings settings;

    /** @throws IllegalArgumentException if the settings look at a layer that the weights do not reach */
    public GramStyle(Vgg19Weights weights, GramSettings settings) {
        weights.layer(settings.deepest());
        this.weights = weights;
        this.settings = settings;
    }

    public GramSettings settings() {
        return settings;
    }

    @Override
    public int slicesPerAxis() {
        return settings.slicesPerAxis();
    }

    @Override
    public Operand<TFloat32> build(Ops tf, Operand<TFloat32> decoded, Operand<TFloat32> x, Operand<TInt32> slices) {
        List<Operand<TFloat32>> weighted = new ArrayList<>();
        terms(tf, decoded, x, slices)
                .forEach((layer, term) -> weighted.add(tf.math.mul(term, tf.constant((float) settings.weight(layer)))));
        return tf.math.addN(weighted);
    }

    /** The loss of each layer, not weighted; arguments as for {@link #build}. */
    Map<Vgg19Layer, Operand<TFloat32>> terms(
            Ops tf, Operand<TFloat32> decoded, Operand<TFloat32> x, Operand<TInt32> slices) {
        int size = size(x.shape());
        Vgg19Features vgg = new Vgg19Features(tf, weights, settings);
        Map<Vgg19Layer, Operand<TFloat32>> found = vgg.of(slices(tf, decoded, slices, size), size);
        Map<Vgg19Layer, Operand<TFloat32>> wanted = vgg.of(slices(tf, tf.stopGradient(x), slices, size), size);
        Map<Vgg19Layer, Operand<TFloat32>> terms = new EnumMap<>(Vgg19Layer.class);
        int side = size;
        for (Vgg19Layer layer : settings.deepest().upTo()) {
            side = layer.followsPooling() ? side / 2 : side;
            Operand<TFloat32> a = found.get(layer);
            Operand<TFloat32> b = wanted.get(layer);
            if (a != null && b != null) {
                int positions = side * side;
                Operand<TFloat32> difference =
                        tf.math.sub(gram(tf, a, positions, layer.out()), gram(tf, b, positions, layer.out()));
                terms.put(layer, term(tf, difference, layer.out(), size));
            }
        }
        return terms;
    }

    private int size(Shape cells) {
        long n = cells.numDimensions() == 4 ? cells.get(1) : Shape.UNKNOWN_SIZE;
        // the deepest layer's features need one position at least
        int least = 1 << settings.deepest().block() - 1;
        if (n < Math.max(least, settings.slicesPerAxis()) || cells.get(2) != n || cells.get(3) != n) {
            throw new IllegalArgumentException(
                    "the style loss compares cells [n,N,N,N] with N at least %d for %s and %d slices per axis, not %s"
                            .formatted(least, settings.deepest().label(), settings.slicesPerAxis(), cells));
        }
        return Math.toIntExact(n);
    }

    /** Slices of cells [n,N,N,N] as pictures [3 * n * s,N,N,1]: axis by axis, cell by cell. */
    static Operand<TFloat32> slices(Ops tf, Operand<TFloat32> cells, Operand<TInt32> slices, int size) {
        int[][] turned = {{0, 1, 2, 3}, {0, 2, 1, 3}, {0, 3, 1, 2}};
        List<Operand<TFloat32>> pictures = new ArrayList<>();
        for (int axis = 0; axis < AXES; axis++) {
            Operand<TFloat32> along = axis == 0 ? cells : tf.linalg.transpose(cells, tf.constant(turned[axis]));
            Operand<TInt32> numbers = tf.reshape(
                    tf.slice(slices, tf.constant(new int[] {axis, 0}), tf.constant(new int[] {1, -1})),
                    tf.constant(new int[] {-1}));
            Operand<TFloat32> chosen = tf.gather(along, numbers, tf.constant(1));
            pictures.add(tf.reshape(chosen, tf.constant(new int[] {-1, size, size, 1})));
        }
        return tf.concat(pictures, tf.constant(0));
    }

    /** G / M = F^T F / M, [m,C,C], of features [m,side,side,C] at M positions. */
    static Operand<TFloat32> gram(Ops tf, Operand<TFloat32> features, int positions, int channels) {
        Operand<TFloat32> f = tf.reshape(features, tf.constant(new int[] {-1, positions, channels}));
        Operand<TFloat32> g = tf.train.batchMatMul(f, f, TFloat32.class, BatchMatMul.adjX(true));
        return tf.math.mul(g, tf.constant(1f / positions));
    }

    /**
     * 1 / (4 C^2) sum_ij D_ij^2, averaged.
     *
     * <p>Averaged Gram matrices: with D_1 .. D_s the differences in s of N slices drawn without repetition, mean D of them and
     * |D|^2 the sum of squares, the expectation of |mean D|^2 is that of all slices plus (1 - s/N) / s of the variance between
     * slices. Taking that share off leaves (1 + a) |mean D|^2 - a mean |D_i|^2 with a = (1 - s/N) / (s - 1), which has no bias.
     *
     * @param difference D of each slice [3 * n * s,C,C], over M
     */
    private Operand<TFloat32> term(Ops tf, Operand<TFloat32> difference, int channels, int size) {
        double scale = 1.0 / (4.0 * channels * channels);
        Operand<TFloat32> single = meanSquare(tf, difference);
        if (!settings.averaged()) {
            return tf.math.mul(single, tf.constant((float) scale));
        }
        int s = settings.slicesPerAxis();
        double a = (1 - (double) s / size) / (s - 1);
        Operand<TFloat32> byAxis = tf.reshape(difference, tf.constant(new int[] {-1, s, channels, channels}));
        Operand<TFloat32> mean = meanSquare(tf, tf.math.mean(byAxis, tf.constant(1)));
        return tf.math.sub(
                tf.math.mul(mean, tf.constant((float) (scale * (1 + a)))),
                tf.math.mul(single, tf.constant((float) (scale * a))));
    }

    /** Mean over m of sum_ij D_ij^2, for [m,C,C]. */
    private static Operand<TFloat32> meanSquare(Ops tf, Operand<TFloat32> d) {
        return tf.math.mean(tf.sum(tf.math.square(d), tf.constant(new int[] {1, 2})), tf.constant(0));
    }
}
