package io.temper.vaereg.network;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Operations on periodic fields [batch, n, n, n, channels]: without them a decoded cell has frames at its edges. */
final class Periodic {
    private static final int[] AXES = {1, 2, 3};

    private final Ops tf;

    Periodic(Ops tf) {
        this.tf = tf;
    }

    /** One more layer on each side, taken from the other side: a 'valid' 3^3 convolution of it wraps around. */
    Operand<TFloat32> pad(Operand<TFloat32> h, int n) {
        for (int axis : AXES) {
            h = tf.concat(List.of(layers(h, axis, n - 1, 1), h, layers(h, axis, 0, 1)), tf.constant(axis));
        }
        return h;
    }

    /** The reverse for transposed convolutions: of n + 2 layers the outer ones are added to those that they are images of. */
    Operand<TFloat32> fold(Operand<TFloat32> h, int n) {
        for (int axis : AXES) {
            Operand<TFloat32> first = tf.math.add(layers(h, axis, 1, 1), layers(h, axis, n + 1, 1));
            Operand<TFloat32> last = tf.math.add(layers(h, axis, n, 1), layers(h, axis, 0, 1));
            h = tf.concat(List.of(first, layers(h, axis, 2, n - 2), last), tf.constant(axis));
        }
        return h;
    }

    private Operand<TFloat32> layers(Operand<TFloat32> h, int axis, int from, int count) {
        int[] begin = new int[5];
        int[] size = {-1, -1, -1, -1, -1};
        begin[axis] = from;
        size[axis] = count;
        return tf.slice(h, tf.constant(begin), tf.constant(size));
    }

    /** Trigonometric interpolation of [batch, from^3, 1] to [batch, to, to, to]. */
    Operand<TFloat32> resample(Operand<TFloat32> h, int from, int to) {
        return transform(h, interpolation(from, to));
    }

    /** [batch, from^3, 1] to [batch, to, to, to] by the same matrix [from, to] along each axis. */
    Operand<TFloat32> transform(Operand<TFloat32> h, float[][] matrix) {
        int from = matrix.length;
        int to = matrix[0].length;
        Operand<TFloat32> m = tf.constant(matrix);
        int[] shape = {-1, from, from, from};
        for (int axis = 3; axis >= 1; axis--) {
            // the axis in hand is the last one; each turn transforms it and moves it to the front
            h = tf.linalg.matMul(tf.reshape(h, tf.constant(new int[] {-1, from})), m);
            int[] now = {-1, shape[1], shape[2], to};
            h = tf.linalg.transpose(tf.reshape(h, tf.constant(now)), tf.constant(new int[] {0, 3, 1, 2}));
            shape = new int[] {-1, to, now[1], now[2]};
        }
        return h;
    }

    /** [from, to]: column j holds the weights of the samples i / from at the place j / to, both counted in periods. */
    static float[][] interpolation(int from, int to) {
        float[][] m = new float[from][to];
        for (int i = 0; i < from; i++) {
            for (int j = 0; j < to; j++) {
                double phase = 2 * Math.PI * ((double) j / to - (double) i / from);
                double sum = 1;
                for (int k = 1; 2 * k < from; k++) {
                    sum += 2 * Math.cos(k * phase);
                }
                if (from % 2 == 0) {
                    sum += Math.cos(Math.PI * from * j / to) * Math.cos(Math.PI * i);
                }
                m[i][j] = (float) (sum / from);
            }
        }
        return m;
    }
}
