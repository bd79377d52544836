package io.temper.vaereg.network;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The paper's decoder p(x|z) (table 3), its convolutions periodic; it ends on 48 voxels, which are resampled to 51. */
final class ConvolutionalDecoder {
    private static final int[] FILTERS = {64, 64, 32, 16};
    private static final int BOTTLENECK = 6;
    private static final List<Long> UNIT = List.of(1L, 1L, 1L, 1L, 1L);
    private static final List<Long> DOUBLE = List.of(1L, 2L, 2L, 2L, 1L);

    private final Ops tf;
    private final Parameters parameters;
    private final Layers layers;
    private final Periodic periodic;
    private final int latent;

    ConvolutionalDecoder(Ops tf, Parameters parameters, int latent) {
        this.tf = tf;
        this.parameters = parameters;
        this.layers = new Layers(tf, parameters);
        this.periodic = new Periodic(tf);
        this.latent = latent;
    }

    /** @param z [n, latent]; returns the logit of the hard phase [n, 51, 51, 51] */
    Operand<TFloat32> decode(Operand<TFloat32> z) {
        int b = BOTTLENECK;
        int flat = b * b * b * FILTERS[0];
        Operand<TFloat32> h = layers.leaky(layers.dense(z, "decoder.dense1", latent, 32, 1, 0));
        h = layers.leaky(layers.dense(h, "decoder.dense2", 32, 64, 1, 0));
        h = layers.leaky(layers.dense(h, "decoder.dense3", 64, flat, 1, 0));
        h = tf.reshape(h, tf.constant(new int[] {-1, b, b, b, FILTERS[0]}));
        int size = b;
        for (int i = 1; i < FILTERS.length; i++) {
            h = layers.leaky(upsampledConvolution(h, "decoder.deconv" + i, size, FILTERS[i - 1], FILTERS[i]));
            size *= 2;
        }
        int in = FILTERS[FILTERS.length - 1];
        Operand<TFloat32> kernel = parameters.kernel("decoder.conv4.kernel", 27.0 * in, 27, 1, 3, 3, 3, in, 1);
        h = tf.nn.conv3d(periodic.pad(h, size), kernel, UNIT, "VALID");
        h = tf.nn.biasAdd(h, parameters.bias("decoder.conv4.bias", 0, 1));
        return periodic.resample(h, size, NetworkShape.GRID);
    }

    /**
     * Nearest-neighbour upsampling by 2 and a periodic 3^3 convolution, as one transposed convolution of stride 2 whose 4^3
     * kernel mixes the 3^3 one: the same numbers at half the cost.
     */
    private Operand<TFloat32> upsampledConvolution(Operand<TFloat32> h, String name, int size, int in, int out) {
        Operand<TFloat32> kernel = parameters.kernel(name + ".kernel", 27.0 * in, 27.0 * out, 1, 27, (long) out * in);
        Operand<TFloat32> mixed = tf.reshape(
                tf.linalg.matMul(tf.constant(upsamplingMix()), kernel), tf.constant(new int[] {4, 4, 4, out, in}));
        Operand<TInt32> batch = tf.slice(tf.shape(h), tf.constant(new int[] {0}), tf.constant(new int[] {1}));
        int open = 2 * size + 2;
        Operand<TInt32> sizes =
                tf.concat(List.of(batch, tf.constant(new int[] {open, open, open, out})), tf.constant(0));
        h = periodic.fold(tf.nn.conv3dBackpropInput(sizes, mixed, h, DOUBLE, "VALID"), 2 * size);
        return tf.nn.biasAdd(h, parameters.bias(name + ".bias", 0, out));
    }

    /** The [64, 27] matrix from a 3^3 kernel to the 4^3 kernel of {@link #upsampledConvolution}. */
    static float[][] upsamplingMix() {
        // along one axis: output 2i-1, 2i, 2i+1, 2i+2 of input i takes w2, w1+w2, w0+w1, w0
        int[][] mix = {{0, 0, 1}, {0, 1, 1}, {1, 1, 0}, {1, 0, 0}};
        float[][] m = new float[64][27];
        for (int r = 0; r < 64; r++) {
            for (int s = 0; s < 27; s++) {
                m[r][s] = mix[r / 16][s / 9] * mix[r / 4 % 4][s / 3 % 3] * mix[r % 4][s % 3];
            }
        }
        return m;
    }
}
