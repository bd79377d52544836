package io.temper.fem.voxel;

/**
 * Arithmetic on planes of doubles. Every loop runs over the same index of distinct arrays, which the JVM turns into vector
 * instructions.
 */
final class Planes {
    private Planes() {}

    /** x . y; four partial sums, so that the additions need not wait for each other. */
    static double dot(double[] x, double[] y) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i < x.length - 3; i += 4) {
            s0 += x[i] * y[i];
            s1 += x[i + 1] * y[i + 1];
            s2 += x[i + 2] * y[i + 2];
            s3 += x[i + 3] * y[i + 3];
        }
        for (; i < x.length; i++) {
            s0 += x[i] * y[i];
        }
        return s0 + s1 + (s2 + s3);
    }

    static double dot(float[] x, double[] y) {
        double s = 0;
        for (int i = 0; i < x.length; i++) {
            s += x[i] * y[i];
        }
        return s;
    }

    static void negate(double[] x) {
        for (int i = 0; i < x.length; i++) {
            x[i] = -x[i];
        }
    }

    static double sum(double[] x) {
        double s = 0;
        for (double v : x) {
            s += v;
        }
        return s;
    }

    /** x += a y. */
    static void add(double[] x, double a, double[] y) {
        for (int i = 0; i < x.length; i++) {
            x[i] += a * y[i];
        }
    }

    /** x += y. */
    static void add(double[] x, double[] y) {
        for (int i = 0; i < x.length; i++) {
            x[i] += y[i];
        }
    }

    /** out = x + y. */
    static void sum(double[] out, double[] x, double[] y) {
        for (int i = 0; i < out.length; i++) {
            out[i] = x[i] + y[i];
        }
    }

    /** x += a. */
    static void shift(double[] x, double a) {
        for (int i = 0; i < x.length; i++) {
            x[i] += a;
        }
    }

    /** a, b = b + a, b - a. */
    static void butterfly(double[] a, double[] b) {
        for (int i = 0; i < a.length; i++) {
            double x = a[i];
            double y = b[i];
            a[i] = y + x;
            b[i] = y - x;
        }
    }
}
