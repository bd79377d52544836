package io.temper.fem.voxel;

import java.util.Arrays;

/**
 * A vector in single precision at each node of the periodic grid, node (x, y, z) at the low corner of voxel (x, y, z).
 *
 * @param planes [component 0..2][x][y * nz + z]
 */
record Field(float[][][] planes) {
    static Field zeros(int nx, int plane) {
        return new Field(new float[3][nx][plane]);
    }

    float[] plane(int component, int x) {
        return planes[component][x];
    }

    int nx() {
        return planes[0].length;
    }

    /**
     * Sum over the nodes of plane x of this . other.
     *
     * @param scratch [plane], overwritten
     */
    double dot(Field other, int x, float[] scratch) {
        Arrays.fill(scratch, 0);
        for (int c = 0; c < 3; c++) {
            Planes.addProducts(scratch, plane(c, x), other.plane(c, x));
        }
        return Planes.sum(scratch);
    }

    void clear(int x) {
        for (int c = 0; c < 3; c++) {
            Arrays.fill(plane(c, x), 0);
        }
    }
}
