package io.temper.fem.voxel;

import io.temper.fem.voxel.BrickOperator.Lame;
import io.temper.material.Microstructure;

/**
 * Nodal forces r = -K E x of a macroscopic strain E in closed form. The stress is the same in all bricks of a phase, and a
 * brick of stress s pulls its corner at the signs (a, b, c) with s . (a, b, c) / 4; the eight bricks around a node balance
 * but for the difference between the phases.
 */
final class MacroscopicLoad {
    private final Microstructure m;
    private final double[] stress;

    /** @param strain macroscopic strain [6, Voigt, engineering shear] */
    MacroscopicLoad(Microstructure m, Lame hard, Lame soft, double[] strain) {
        this.m = m;
        stress = new double[6];
        new Lame(hard.lambda() - soft.lambda(), hard.mu() - soft.mu()).addStress(strain, stress);
    }

    /** Replaces plane x of r; returns the sum of its squares. */
    double put(Field r, int x) {
        int ny = m.ny();
        int nz = m.nz();
        int before = (x + m.nx() - 1) % m.nx();
        double squares = 0;
        for (int y = 0; y < ny; y++) {
            int[] rows = {
                (before * ny + (y + ny - 1) % ny) * nz,
                (before * ny + y) * nz,
                (x * ny + (y + ny - 1) % ny) * nz,
                (x * ny + y) * nz
            };
            for (int z = 0; z < nz; z++) {
                squares += put(r, rows, x, y * nz + z, z == 0 ? nz - 1 : z - 1, z);
            }
        }
        return squares;
    }

    private double put(Field r, int[] rows, int x, int at, int zBefore, int z) {
        int gx = 0;
        int gy = 0;
        int gz = 0;
        for (int i = 0; i < 4; i++) {
            int low = m.voxel(rows[i] + zBefore);
            int high = m.voxel(rows[i] + z);
            gx += i < 2 ? low + high : -low - high;
            gy += i % 2 == 0 ? low + high : -low - high;
            gz += low - high;
        }
        double fx = -(stress[0] * gx + stress[5] * gy + stress[4] * gz) / 4;
        double fy = -(stress[5] * gx + stress[1] * gy + stress[3] * gz) / 4;
        double fz = -(stress[4] * gx + stress[3] * gy + stress[2] * gz) / 4;
        r.plane(0, x)[at] = (float) fx;
        r.plane(1, x)[at] = (float) fy;
        r.plane(2, x)[at] = (float) fz;
        return fx * fx + fy * fy + fz * fz;
    }
}
