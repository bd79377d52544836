package io.temper.fem.voxel;

import java.util.Arrays;

/**
 * A vector at each node of the periodic grid, node (x, y, z) at the low corner of voxel (x, y, z).
 *
 * @param planes [component 0..2][x][y * nz + z]
 */
record Field(double[][][] planes) {
    static Field zeros(int nx, int plane) {
        return new Field(new double[3][nx][plane]);
    }

    double[] plane(int component, int x) {
        return planes[component][x];
    }

    int nx() {
        return planes[0].length;
    }

    /** Sum over the nodes of plane x of this . other. */
    double dot(Field other, int x) {
        return Planes.dot(plane(0, x), other.plane(0, x))
                + Planes.dot(plane(1, x), other.plane(1, x))
                + Planes.dot(plane(2, x), other.plane(2, x));
    }

    /** this += a y, on plane x. */
    void add(double a, Field y, int x) {
        for (int c = 0; c < 3; c++) {
            Planes.add(plane(c, x), a, y.plane(c, x));
        }
    }

    void clear(int x) {
        for (int c = 0; c < 3; c++) {
            Arrays.fill(plane(c, x), 0);
        }
    }

    void negate(int x) {
        for (int c = 0; c < 3; c++) {
            Planes.negate(plane(c, x));
        }
    }
}
