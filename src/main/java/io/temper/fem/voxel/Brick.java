package io.temper.fem.voxel;

/**
 * One trilinear brick in double precision: corner values, parity modes and forces ({@link Modes} says what they are). Slower
 * than whole planes in single precision, and exact: residuals and local fields come from here. Serves one thread.
 */
final class Brick {
    private static final int X = 0;
    private static final int Y = 8;
    private static final int Z = 16;

    /** Modes, later forces: [8 * component + 4a + 2b + c]. */
    private final double[] m = new double[24];

    /**
     * Corner values to modes.
     *
     * @param left values on the node plane at the brick's low x [3][plane], and {@code right} at its high x
     * @param at the corners' places on a plane: low y and z, low y, low z, and neither
     */
    void gather(double[][] left, double[][] right, int at, int atZ, int atY, int atYZ) {
        for (int c = 0; c < 3; c++) {
            double[] l = left[c];
            double[] r = right[c];
            int i = 8 * c;
            double s0 = l[atZ] + l[at];
            double s1 = l[atZ] - l[at];
            double s2 = l[atYZ] + l[atY];
            double s3 = l[atYZ] - l[atY];
            double t0 = r[atZ] + r[at];
            double t1 = r[atZ] - r[at];
            double t2 = r[atYZ] + r[atY];
            double t3 = r[atYZ] - r[atY];
            double s00 = s2 + s0;
            double s01 = s3 + s1;
            double s10 = s2 - s0;
            double s11 = s3 - s1;
            double t00 = t2 + t0;
            double t01 = t3 + t1;
            double t10 = t2 - t0;
            double t11 = t3 - t1;
            m[i] = t00 + s00;
            m[i + 1] = t01 + s01;
            m[i + 2] = t10 + s10;
            m[i + 3] = t11 + s11;
            m[i + 4] = t00 - s00;
            m[i + 5] = t01 - s01;
            m[i + 6] = t10 - s10;
            m[i + 7] = t11 - s11;
        }
    }

    /** Adds the displacement E x of a macroscopic strain [Voigt, engineering shear]. */
    void strain(double[] e) {
        m[X + 4] += 4 * e[0];
        m[Y + 2] += 4 * e[1];
        m[Z + 1] += 4 * e[2];
        m[Y + 1] += 2 * e[3];
        m[Z + 2] += 2 * e[3];
        m[X + 1] += 2 * e[4];
        m[Z + 4] += 2 * e[4];
        m[X + 2] += 2 * e[5];
        m[Y + 4] += 2 * e[5];
    }

    /** Adds the mean strain over the brick [Voigt, engineering shear] to a sum. */
    void addMeanStrain(double[] sum) {
        sum[0] += m[X + 4] / 4;
        sum[1] += m[Y + 2] / 4;
        sum[2] += m[Z + 1] / 4;
        sum[3] += (m[Y + 1] + m[Z + 2]) / 4;
        sum[4] += (m[X + 1] + m[Z + 4]) / 4;
        sum[5] += (m[X + 2] + m[Y + 4]) / 4;
    }

    /** Modes to their forces. */
    void stiffness(double lambda, double mu) {
        double la = lambda / 16;
        double g = mu / 16;
        double trace = la * (m[X + 4] + m[Y + 2] + m[Z + 1]);
        m[X + 4] = trace + 2 * g * m[X + 4];
        m[Y + 2] = trace + 2 * g * m[Y + 2];
        m[Z + 1] = trace + 2 * g * m[Z + 1];
        shear(X + 2, Y + 4, g);
        shear(X + 1, Z + 4, g);
        shear(Y + 1, Z + 2, g);
        bend(X + 6, Z + 3, la / 3, g);
        bend(Y + 6, Z + 5, la / 3, g);
        bend(X + 5, Y + 3, la / 3, g);
        double s = m[X + 3] + m[Y + 5] + m[Z + 6];
        m[X + 3] = g / 3 * (m[X + 3] + s);
        m[Y + 5] = g / 3 * (m[Y + 5] + s);
        m[Z + 6] = g / 3 * (m[Z + 6] + s);
        double h = (la + 4 * g) / 9;
        m[X + 7] *= h;
        m[Y + 7] *= h;
        m[Z + 7] *= h;
        m[X] = 0;
        m[Y] = 0;
        m[Z] = 0;
    }

    private void shear(int a, int b, double g) {
        m[a] = m[b] = g * (m[a] + m[b]);
    }

    private void bend(int a, int b, double la, double g) {
        double p = la * (m[a] + m[b]);
        m[a] = p + g * m[a];
        m[b] = p + g * m[b];
    }

    /** Adds the corners' forces to the node planes: transpose of {@link #gather}. */
    void scatter(double[][] left, double[][] right, int at, int atZ, int atY, int atYZ) {
        for (int c = 0; c < 3; c++) {
            int i = 8 * c;
            scatter(
                    left[c],
                    m[i] - m[i + 4],
                    m[i + 1] - m[i + 5],
                    m[i + 2] - m[i + 6],
                    m[i + 3] - m[i + 7],
                    at,
                    atZ,
                    atY,
                    atYZ);
            scatter(
                    right[c],
                    m[i] + m[i + 4],
                    m[i + 1] + m[i + 5],
                    m[i + 2] + m[i + 6],
                    m[i + 3] + m[i + 7],
                    at,
                    atZ,
                    atY,
                    atYZ);
        }
    }

    private static void scatter(
            double[] to, double f0, double f1, double f2, double f3, int at, int atZ, int atY, int atYZ) {
        to[at] += f0 - f2 - (f1 - f3);
        to[atZ] += f0 - f2 + (f1 - f3);
        to[atY] += f0 + f2 - (f1 + f3);
        to[atYZ] += f0 + f2 + (f1 + f3);
    }
}
