package io.temper.vaereg.network;

import io.temper.material.CubeSymmetry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The statistics that the style loss compares: hard fraction and the periodic autocovariance of the phase field at 143
 * lags, R(r) = &lt;x(s) x(s + r)&gt; - &lt;x&gt;^2.
 *
 * <p>Two-point statistics stand for the paper's Gram matrices of VGG19 features, which are two-point statistics of
 * filtered slices: they need no foreign weights and see all three axes at once. Lag 0, &lt;x^2&gt; - &lt;x&gt;^2, is what
 * makes decoded voxels binary.
 *
 * <p>Computed as a discrete Fourier transform by matrix products (the FFT operations have no gradient in graph mode),
 * power spectrum, and a matrix of cosines to the lags.
 */
public final class Descriptors {
    private static final int N = NetworkShape.GRID;
    private static final int HALF = N / 2 + 1;
    private static final int[] AXIS = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15, 18, 21, 25};
    private static final int[][] SKEW = {{1, 2}, {2, 1}, {1, 4}, {4, 1}, {2, 6}, {6, 2}, {3, 9}, {9, 3}};
    private static final int[][] PLANES = {{0, 1}, {0, 2}, {1, 2}};

    /** Hard fraction and lags. */
    public static final int COUNT = 1 + lags().size();

    private static final Map<CubeSymmetry, int[]> SOURCES = sources();

    private Descriptors() {}

    /** The lags (x, y, z) [voxels]: 0, along the axes, face and body diagonals, skew ones in each plane. */
    static List<int[]> lags() {
        List<int[]> lags = new ArrayList<>();
        lags.add(new int[3]);
        for (int axis = 0; axis < 3; axis++) {
            for (int r : AXIS) {
                int[] lag = new int[3];
                lag[axis] = r;
                lags.add(lag);
            }
        }
        for (int[] plane : PLANES) {
            for (int r = 1; r <= 5; r++) {
                addBothSigns(lags, plane, r, r);
            }
            for (int[] s : SKEW) {
                addBothSigns(lags, plane, s[0], s[1]);
            }
        }
        for (int r = 1; r <= 4; r++) {
            for (int signs = 0; signs < 4; signs++) {
                lags.add(new int[] {r, (signs & 1) == 0 ? r : -r, (signs & 2) == 0 ? r : -r});
            }
        }
        return lags;
    }

    private static void addBothSigns(List<int[]> lags, int[] plane, int a, int b) {
        for (int sign = -1; sign <= 1; sign += 2) {
            int[] lag = new int[3];
            lag[plane[0]] = a;
            lag[plane[1]] = sign * b;
            lags.add(lag);
        }
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

    /** Place, in the original's descriptors, of each descriptor of its image; not to be modified. */
    public static int[] source(CubeSymmetry symmetry) {
        return Objects.requireNonNull(SOURCES.get(symmetry));
    }

    /** Writes the descriptors of an image into an array: those of the original, exchanged. */
    public static void exchange(float[] original, CubeSymmetry symmetry, float[] into, int at) {
        int[] source = source(symmetry);
        for (int d = 0; d < COUNT; d++) {
            into[at + d] = original[source[d]];
        }
    }

    /** Hard fraction and autocovariances, [n, 1 + lags], of fields [n, 51, 51, 51]. */
    public static Operand<TFloat32> of(Ops tf, Operand<TFloat32> field) {
        Operand<TFloat32> half = tf.constant(halfTransform());
        Operand<TFloat32> full = tf.constant(fullTransform());
        // z: real to half spectrum; then y and x: complex to complex, real and imaginary parts side by side
        Operand<TFloat32> h = tf.linalg.matMul(tf.reshape(field, tf.constant(new int[] {-1, N})), half);
        h = transformNext(tf, h, new int[] {-1, N, N, HALF, 2}, new int[] {0, 1, 3, 2, 4}, full);
        h = transformNext(tf, h, new int[] {-1, N, HALF, N, 2}, new int[] {0, 2, 3, 1, 4}, full);
        Operand<TFloat32> power =
                tf.sum(tf.math.square(tf.reshape(h, tf.constant(new int[] {-1, HALF * N * N, 2}))), tf.constant(2));
        Operand<TFloat32> covariance = tf.linalg.matMul(power, tf.constant(cosines()));
        Operand<TFloat32> fraction = tf.math.mean(
                tf.reshape(field, tf.constant(new int[] {-1, N * N * N})),
                tf.constant(1),
                org.tensorflow.op.math.Mean.keepDims(true));
        return tf.concat(List.of(fraction, covariance), tf.constant(1));
    }

    private static Operand<TFloat32> transformNext(
            Ops tf, Operand<TFloat32> h, int[] shape, int[] order, Operand<TFloat32> transform) {
        h = tf.linalg.transpose(tf.reshape(h, tf.constant(shape)), tf.constant(order));
        return tf.linalg.matMul(tf.reshape(h, tf.constant(new int[] {-1, 2 * N})), transform);
    }

    /** [N, HALF * 2]: exp(-2 pi i k s / N) for k = 0..N/2, real and imaginary part interleaved. */
    private static float[][] halfTransform() {
        float[][] m = new float[N][2 * HALF];
        for (int s = 0; s < N; s++) {
            for (int k = 0; k < HALF; k++) {
                m[s][2 * k] = (float) Math.cos(angle(k * s));
                m[s][2 * k + 1] = (float) -Math.sin(angle(k * s));
            }
        }
        return m;
    }

    /** [N * 2, N * 2]: the complex transform on interleaved real and imaginary parts. */
    private static float[][] fullTransform() {
        float[][] m = new float[2 * N][2 * N];
        for (int s = 0; s < N; s++) {
            for (int k = 0; k < N; k++) {
                float c = (float) Math.cos(angle(k * s));
                float d = (float) Math.sin(angle(k * s));
                m[2 * s][2 * k] = c;
                m[2 * s][2 * k + 1] = -d;
                m[2 * s + 1][2 * k] = d;
                m[2 * s + 1][2 * k + 1] = c;
            }
        }
        return m;
    }

    /** [HALF * N * N, lags]: from the power at (kz, ky, kx) to the autocovariance; frequency 0 carries the mean. */
    private static float[][] cosines() {
        List<int[]> lags = lags();
        float[][] m = new float[HALF * N * N][lags.size()];
        double scale = 1.0 / ((double) N * N * N * N * N * N);
        for (int kz = 0; kz < HALF; kz++) {
            double weight = kz == 0 ? scale : 2 * scale; // the other half of the spectrum is its mirror image
            for (int ky = 0; ky < N; ky++) {
                for (int kx = 0; kx < N; kx++) {
                    float[] row = m[(kz * N + ky) * N + kx];
                    for (int l = 0; l < row.length && kx + ky + kz > 0; l++) {
                        int[] r = lags.get(l);
                        row[l] = (float) (weight * Math.cos(angle(kx * r[0] + ky * r[1] + kz * r[2])));
                    }
                }
            }
        }
        return m;
    }

    private static double angle(int turns) {
        return 2 * Math.PI * Math.floorMod(turns, N) / N;
    }
}
