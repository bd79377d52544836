package io.temper.vaereg.network;

import java.util.SplittableRandom;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;

/**
 * A periodic Gaussian random field on the grid: a sum of white noises, each smoothed by an anisotropic Gaussian filter of its own,
 * differentiable by the filters' widths and the noises' weights.
 *
 * <p>The noises are constants, the same in every model. In a real orthonormal Fourier basis a filter is a factor for each wave and white
 * noise is white noise, so the noises are drawn, filtered and summed there, and one transform brings the sum to the grid.
 */
final class RandomField {
    private static final int N = NetworkShape.GRID;
    /** Of the noises. */
    private static final long SEED = 1;

    private final Ops tf;
    private final int noises;

    /** @param noises how many, at least 1 */
    RandomField(Ops tf, int noises) {
        this.tf = tf;
        this.noises = noises;
    }

    /**
     * @param sigma standard deviations of the filters along x, y and z [voxels] [n, noises, 3]
     * @param weights of the noises, their squares summing to 1 [n, noises]
     * @return the field [n, 51, 51, 51], of mean 0 and, over all noises that could have been drawn, variance 1
     */
    Operand<TFloat32> of(Operand<TFloat32> sigma, Operand<TFloat32> weights) {
        Operand<TFloat32> exponent = tf.math.mul(
                tf.reshape(tf.math.square(sigma), tf.constant(new int[] {-1, noises, 3, 1})), tf.constant(exponents()));
        Operand<TFloat32> filter = tf.math.exp(exponent);
        Operand<TFloat32> variance = tf.math.mean(tf.math.square(filter), tf.constant(3), Mean.keepDims(true));
        filter = tf.math.mul(filter, tf.math.rsqrt(variance)); // [n, noises, 3, 51]
        Operand<TFloat32> x = tf.math.mul(
                along(filter, 0, N, 1, 1), tf.reshape(weights, tf.constant(new int[] {-1, noises, 1, 1, 1})));
        Operand<TFloat32> yz = tf.math.mul(along(filter, 1, 1, N, 1), along(filter, 2, 1, 1, N));
        Operand<TFloat32> waves = tf.math.mul(tf.math.mul(noise(), yz), x);
        return new Periodic(tf).transform(tf.sum(waves, tf.constant(1)), basis());
    }

    private Operand<TFloat32> along(Operand<TFloat32> filter, int axis, int nx, int ny, int nz) {
        Operand<TFloat32> one =
                tf.slice(filter, tf.constant(new int[] {0, 0, axis, 0}), tf.constant(new int[] {-1, -1, 1, -1}));
        return tf.reshape(one, tf.constant(new int[] {-1, noises, nx, ny, nz}));
    }

    /** [51, 51]: row r is the r-th wave at all places, 1, cos, sin, cos ..., each of length 1. */
    static float[][] basis() {
        float[][] m = new float[N][N];
        for (int r = 0; r < N; r++) {
            int wave = (r + 1) / 2;
            for (int s = 0; s < N; s++) {
                double angle = 2 * Math.PI * Math.floorMod(wave * s, N) / N;
                double value = r == 0 ? Math.sqrt(0.5) : r % 2 == 1 ? Math.cos(angle) : Math.sin(angle);
                m[r][s] = (float) (value * Math.sqrt(2.0 / N));
            }
        }
        return m;
    }

    /** [51]: what, times sigma^2, is the logarithm of a Gaussian filter's factor for each wave, -(2 pi k / 51)^2 / 2. */
    private static float[] exponents() {
        float[] m = new float[N];
        for (int r = 0; r < N; r++) {
            double frequency = 2 * Math.PI * ((r + 1) / 2) / N;
            m[r] = (float) (-0.5 * frequency * frequency);
        }
        return m;
    }

    /** [noises, 51, 51, 51]; the wave of length infinity is left out, so that a field has no mean. */
    private Operand<TFloat32> noise() {
        int size = N * N * N;
        float[] values = new float[noises * size];
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < values.length; i++) {
            // a sum of uniform numbers, not nextGaussian(), whose bits may differ between Java's versions
            double sum = -6;
            for (int j = 0; j < 12; j++) {
                sum += random.nextDouble();
            }
            values[i] = i % size == 0 ? 0 : (float) sum;
        }
        return tf.constant(Shape.of(noises, N, N, N), DataBuffers.of(values));
    }
}
