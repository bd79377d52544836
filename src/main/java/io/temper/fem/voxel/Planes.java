package io.temper.fem.voxel;

/**
 * Arithmetic on planes of floats, from index {@code from} to before {@code to}. Every loop runs over the same index of distinct
 * arrays, which the JVM turns into vector instructions.
 */
final class Planes {
    private Planes() {}

    /** sum, difference = b + a, b - a. */
    static void butterfly(float[] a, float[] b, float[] sum, float[] difference, int from, int to) {
        for (int i = from; i < to; i++) {
            float x = a[i];
            float y = b[i];
            sum[i] = y + x;
            difference[i] = y - x;
        }
    }

    /** a, b = b + a, b - a. */
    static void butterfly(float[] a, float[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            float x = a[i];
            float y = b[i];
            a[i] = y + x;
            b[i] = y - x;
        }
    }

    /** With x = a + a2 and y = b + b2: a, b = y + x, y - x. */
    static void butterflyOfSums(float[] a, float[] a2, float[] b, float[] b2, int from, int to) {
        for (int i = from; i < to; i++) {
            float x = a[i] + a2[i];
            float y = b[i] + b2[i];
            a[i] = y + x;
            b[i] = y - x;
        }
    }

    /** sum, carry = carry + (sum - difference), sum + difference. */
    static void carry(float[] sum, float[] difference, float[] carry, int from, int to) {
        for (int i = from; i < to; i++) {
            float s = sum[i];
            float d = difference[i];
            sum[i] = carry[i] + (s - d);
            carry[i] = s + d;
        }
    }

    /** out = x + y. */
    static void sum(float[] out, float[] x, float[] y) {
        for (int i = 0; i < out.length; i++) {
            out[i] = x[i] + y[i];
        }
    }

    /** out += x y, each entry alone. */
    static void addProducts(float[] out, float[] x, float[] y) {
        for (int i = 0; i < out.length; i++) {
            out[i] += x[i] * y[i];
        }
    }

    /** u += a p and r -= a q; adds the squares of the new r to squares. */
    static void step(float a, float[] u, float[] p, float[] r, float[] q, float[] squares) {
        for (int i = 0; i < squares.length; i++) {
            u[i] += a * p[i];
            float rest = r[i] - a * q[i];
            r[i] = rest;
            squares[i] += rest * rest;
        }
    }

    /** The sum, in double; four partial sums, so that the additions need not wait for each other. */
    static double sum(float[] x) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i < x.length - 3; i += 4) {
            s0 += x[i];
            s1 += x[i + 1];
            s2 += x[i + 2];
            s3 += x[i + 3];
        }
        for (; i < x.length; i++) {
            s0 += x[i];
        }
        return s0 + s1 + (s2 + s3);
    }

    static double sum(double[] x) {
        double s = 0;
        for (double v : x) {
            s += v;
        }
        return s;
    }
}
