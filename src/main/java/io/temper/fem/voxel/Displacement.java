package io.temper.fem.voxel;

import java.util.Arrays;

/**
 * A displacement in double precision, which single-precision corrections are added to.
 *
 * @param planes [component 0..2][x][y * nz + z]
 */
record Displacement(double[][][] planes) {
    static Displacement zeros(int nx, int plane) {
        return new Displacement(new double[3][nx][plane]);
    }

    double[] plane(int component, int x) {
        return planes[component][x];
    }

    void clear(int x) {
        for (int c = 0; c < 3; c++) {
            Arrays.fill(plane(c, x), 0);
        }
    }

    /** this += correction, on plane x; correction = 0. */
    void take(Field correction, int x) {
        for (int c = 0; c < 3; c++) {
            double[] u = plane(c, x);
            float[] d = correction.plane(c, x);
            for (int i = 0; i < u.length; i++) {
                u[i] += d[i];
            }
        }
        correction.clear(x);
    }

    /** Rounds plane x to single precision. */
    void round(Field to, int x) {
        for (int c = 0; c < 3; c++) {
            double[] u = plane(c, x);
            float[] rounded = to.plane(c, x);
            for (int i = 0; i < u.length; i++) {
                rounded[i] = (float) u[i];
            }
        }
    }
}
