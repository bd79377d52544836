package io.temper.fem.voxel;

/**
 * Stiffness of the trilinear brick in the parity modes of its corners, a range of a plane of bricks at once.
 *
 * <p>With centred coordinates in [-1, 1] the displacement of a unit brick is the sum over a, b, c in {0, 1} of
 * U[abc] xi^a eta^b zeta^c / 8, where U[abc] sums the eight corners with a sign for each axis whose bit is set
 * (Walsh-Hadamard transform). The strain energy, which 2x2x2 Gauss points integrate exactly, couples these 24 numbers in
 * pairs and triples only. Mode abc is number 4a + 2b + c; X, Y, Z are the three components of displacement. In each method
 * {@code la} and {@code mu} are the Lamé parameters of the bricks divided by 16, and the modes are replaced by their
 * forces.
 */
final class Modes {
    private static final float THIRD = 1f / 3;
    private static final float NINTH = 1f / 9;

    private final float[] la;
    private final float[] mu;
    private final int from;
    private final int to;

    /** Bricks {@code from} to before {@code to}. */
    Modes(float[] la, float[] mu, int from, int to) {
        this.la = la;
        this.mu = mu;
        this.from = from;
        this.to = to;
    }

    /** Force of all modes: lo and hi [3][4][bricks] hold those of a = 0 and a = 1, replaced. */
    void stiffness(float[][][] lo, float[][][] hi) {
        normal(hi[0][0], lo[1][2], lo[2][1], la, mu, from, to);
        shear(lo[0][2], hi[1][0], mu, from, to);
        shear(lo[0][1], hi[2][0], mu, from, to);
        shear(lo[1][1], lo[2][2], mu, from, to);
        bend(hi[0][2], lo[2][3], la, mu, from, to);
        bend(hi[1][2], hi[2][1], la, mu, from, to);
        bend(hi[0][1], lo[1][3], la, mu, from, to);
        twist(lo[0][3], hi[1][1], hi[2][2], mu, from, to);
        hourglass(hi[0][3], hi[1][3], hi[2][3], la, mu, from, to);
    }

    private static void normal(float[] x, float[] y, float[] z, float[] la, float[] mu, int from, int to) {
        for (int i = from; i < to; i++) {
            float p = la[i] * (x[i] + y[i] + z[i]);
            float g = 2 * mu[i];
            x[i] = p + g * x[i];
            y[i] = p + g * y[i];
            z[i] = p + g * z[i];
        }
    }

    private static void shear(float[] a, float[] b, float[] mu, int from, int to) {
        for (int i = from; i < to; i++) {
            float t = mu[i] * (a[i] + b[i]);
            a[i] = t;
            b[i] = t;
        }
    }

    private static void bend(float[] a, float[] b, float[] la, float[] mu, int from, int to) {
        for (int i = from; i < to; i++) {
            float p = THIRD * la[i] * (a[i] + b[i]);
            a[i] = p + mu[i] * a[i];
            b[i] = p + mu[i] * b[i];
        }
    }

    private static void twist(float[] a, float[] b, float[] c, float[] mu, int from, int to) {
        for (int i = from; i < to; i++) {
            float g = THIRD * mu[i];
            float s = a[i] + b[i] + c[i];
            a[i] = g * (a[i] + s);
            b[i] = g * (b[i] + s);
            c[i] = g * (c[i] + s);
        }
    }

    private static void hourglass(float[] a, float[] b, float[] c, float[] la, float[] mu, int from, int to) {
        for (int i = from; i < to; i++) {
            float g = NINTH * (la[i] + 4 * mu[i]);
            a[i] *= g;
            b[i] *= g;
            c[i] *= g;
        }
    }
}
