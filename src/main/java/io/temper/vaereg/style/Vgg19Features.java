package io.temper.vaereg.style;

import io.temper.vaereg.style.GramSettings.Padding;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Constant;
import org.tensorflow.types.TFloat32;

/** VGG19's convolutions in a graph. Their kernels are made once and shared by all slices that pass. */
final class Vgg19Features {
    private static final List<Long> UNIT = List.of(1L, 1L, 1L, 1L);

    private record Layer(Constant<TFloat32> kernel, Constant<TFloat32> bias) {}

    private final Ops tf;
    private final Set<Vgg19Layer> wanted;
    private final Padding padding;
    private final Map<Vgg19Layer, Layer> layers = new EnumMap<>(Vgg19Layer.class);

    Vgg19Features(Ops tf, Vgg19Weights weights, GramSettings settings) {
        this.tf = tf;
        this.wanted = settings.weights().keySet();
        this.padding = settings.padding();
        for (Vgg19Layer layer : settings.deepest().upTo()) {
            Vgg19Weights.Convolution c = weights.layer(layer);
            Shape shape = Shape.of(Vgg19Layer.KERNEL, Vgg19Layer.KERNEL, c.in(), c.out());
            layers.put(layer, new Layer(tf.constant(shape, DataBuffers.of(c.kernel())), tf.constant(c.bias())));
        }
    }

    /**
     * Features after the rectifier of each layer wanted.
     *
     * @param slices [m,size,size,1]
     * @param size rows and columns
     * @return [m,side,side,C] for each layer, the side halved (rounded down) at every pooling
     */
    Map<Vgg19Layer, Operand<TFloat32>> of(Operand<TFloat32> slices, int size) {
        Map<Vgg19Layer, Operand<TFloat32>> features = new EnumMap<>(Vgg19Layer.class);
        Operand<TFloat32> h = slices;
        int side = size;
        for (Map.Entry<Vgg19Layer, Layer> e : layers.entrySet()) {
            if (e.getKey().followsPooling()) {
                h = pooled(h);
                side /= 2;
            }
            h = convolved(h, e.getValue(), side);
            if (wanted.contains(e.getKey())) {
                features.put(e.getKey(), h);
            }
        }
        return features;
    }

    private Operand<TFloat32> convolved(Operand<TFloat32> h, Layer layer, int side) {
        Operand<TFloat32> sum = padding == Padding.ZERO
                ? tf.nn.conv2d(h, layer.kernel(), UNIT, "SAME")
                : tf.nn.conv2d(wrapped(wrapped(h, 1, side), 2, side), layer.kernel(), UNIT, "VALID");
        return tf.nn.relu(tf.nn.biasAdd(sum, layer.bias()));
    }

    /** The axis with its last plane repeated before the first, and its first after the last. */
    private Operand<TFloat32> wrapped(Operand<TFloat32> h, int axis, int side) {
        return tf.concat(List.of(plane(h, axis, side - 1), h, plane(h, axis, 0)), tf.constant(axis));
    }

    private Operand<TFloat32> plane(Operand<TFloat32> h, int axis, int at) {
        int[] begin = new int[4];
        int[] size = {-1, -1, -1, -1};
        begin[axis] = at;
        size[axis] = 1;
        return tf.slice(h, tf.constant(begin), tf.constant(size));
    }

    private Operand<TFloat32> pooled(Operand<TFloat32> h) {
        Operand<org.tensorflow.types.TInt32> two = tf.constant(new int[] {1, 2, 2, 1});
        return tf.nn.maxPool(h, two, two, "VALID");
    }
}
