package io.temper.fem.voxel;

/**
 * Stiffness of the trilinear brick in the parity modes of its corners, a whole plane of bricks at once.
 *
 * <p>With centred coordinates in [-1, 1] the displacement of a unit brick is the sum over a, b, c in {0, 1} of
 * U[abc] xi^a eta^b zeta^c / 8, where U[abc] sums the eight corners with a sign for each axis whose bit is set
 * (Walsh-Hadamard transform). The strain energy, which 2x2x2 Gauss points integrate exactly, couples these 24 numbers in
 * pairs and triples only. Mode abc is number 4a + 2b + c; X, Y, Z are the three components of displacement. In each method
 * {@code la} and {@code mu} are the Lamé parameters of the bricks divided by 16, and the modes are replaced by their
 * forces.
 */
final class Modes {
    private Modes() {}

    /** Force of all modes of a plane: u [3][8][bricks], replaced. */
    static void stiffness(double[][][] u, double[] la, double[] mu) {
        double[][] X = u[0];
        double[][] Y = u[1];
        double[][] Z = u[2];
        normal(X[4], Y[2], Z[1], la, mu);
        shear(X[2], Y[4], mu);
        shear(X[1], Z[4], mu);
        shear(Y[1], Z[2], mu);
        bend(X[6], Z[3], la, mu);
        bend(Y[6], Z[5], la, mu);
        bend(X[5], Y[3], la, mu);
        twist(X[3], Y[5], Z[6], mu);
        hourglass(X[7], Y[7], Z[7], la, mu);
    }

    private static void normal(double[] x, double[] y, double[] z, double[] la, double[] mu) {
        for (int i = 0; i < x.length; i++) {
            double p = la[i] * (x[i] + y[i] + z[i]);
            double g = 2 * mu[i];
            x[i] = p + g * x[i];
            y[i] = p + g * y[i];
            z[i] = p + g * z[i];
        }
    }

    private static void shear(double[] a, double[] b, double[] mu) {
        for (int i = 0; i < a.length; i++) {
            double t = mu[i] * (a[i] + b[i]);
            a[i] = t;
            b[i] = t;
        }
    }

    private static void bend(double[] a, double[] b, double[] la, double[] mu) {
        final double third = 1.0 / 3;
        for (int i = 0; i < a.length; i++) {
            double p = third * la[i] * (a[i] + b[i]);
            a[i] = p + mu[i] * a[i];
            b[i] = p + mu[i] * b[i];
        }
    }

    private static void twist(double[] a, double[] b, double[] c, double[] mu) {
        final double third = 1.0 / 3;
        for (int i = 0; i < a.length; i++) {
            double g = third * mu[i];
            double s = a[i] + b[i] + c[i];
            a[i] = g * (a[i] + s);
            b[i] = g * (b[i] + s);
            c[i] = g * (c[i] + s);
        }
    }

    private static void hourglass(double[] a, double[] b, double[] c, double[] la, double[] mu) {
        final double ninth = 1.0 / 9;
        for (int i = 0; i < a.length; i++) {
            double g = ninth * (la[i] + 4 * mu[i]);
            a[i] *= g;
            b[i] *= g;
            c[i] *= g;
        }
    }
}
