package io.temper.fem.voxel;

import io.temper.material.Microstructure;
import java.util.Arrays;

/**
 * Stiffness K of the periodic grid of trilinear bricks in single precision, never assembled: node values go to the bricks'
 * parity modes by sums and differences along y, z and x that neighbouring bricks share, are multiplied there
 * ({@link Modes}), and come back by the transpose.
 */
final class BrickOperator {
    /** Bricks that are taken through the modes at once; shorter loops are compiled later and gain nothing (tried: 256 to 4096). */
    private static final int TILE = 4096;
    /** Bytes of scratch per node of a plane and thread. */
    static final int SCRATCH_BYTES = 53 * 4;

    private final int nx;
    private final int ny;
    private final int nz;
    private final Lame hard;
    private final Lame soft;
    private final Team team;
    private final Scratch[] scratch;
    private Microstructure microstructure;

    /** Lamé parameters in the solver's units. */
    record Lame(double lambda, double mu) {
        /** Adds the stress of a strain [both 6, Voigt, engineering shear] to a sum. */
        void addStress(double[] strain, double[] sum) {
            double pressure = lambda * (strain[0] + strain[1] + strain[2]);
            for (int i = 0; i < 3; i++) {
                sum[i] += pressure + 2 * mu * strain[i];
                sum[i + 3] += mu * strain[i + 3];
            }
        }
    }

    /** Face modes [component][2b + c][plane] of two node planes, and what becomes of them. */
    private static final class Scratch {
        float[][][] left;
        float[][][] right;
        final float[][][] difference;
        final float[][][] carry;
        final float[] moved;
        final float[] movedToo;
        final float[] lambda;
        final float[] mu;

        Scratch(int plane) {
            left = new float[3][4][plane];
            right = new float[3][4][plane];
            difference = new float[3][4][plane];
            carry = new float[3][4][plane];
            moved = new float[plane];
            movedToo = new float[plane];
            lambda = new float[plane];
            mu = new float[plane];
        }

        void swap() {
            float[][][] old = left;
            left = right;
            right = old;
        }
    }

    BrickOperator(int nx, int ny, int nz, Lame hard, Lame soft, Team team) {
        this.nx = nx;
        this.ny = ny;
        this.nz = nz;
        this.hard = hard;
        this.soft = soft;
        this.team = team;
        microstructure = new Microstructure(nx, ny, nz, new byte[nx * ny * nz]);
        scratch = new Scratch[team.threads()];
        for (int i = 0; i < scratch.length; i++) {
            scratch[i] = new Scratch(ny * nz);
        }
    }

    /** Takes the material of each brick from the voxels. */
    void fill(Microstructure microstructure) {
        this.microstructure = microstructure;
    }

    /** f = K u. */
    void apply(Field u, Field f) {
        int chunks = Math.min(team.threads(), nx);
        team.run(chunks, (worker, chunk) -> {
            int from = (int) ((long) nx * chunk / chunks);
            int to = (int) ((long) nx * (chunk + 1) / chunks);
            Scratch s = scratch[worker];
            int before = (from + nx - 1) % nx;
            toFaces(s, u, before, s.left);
            slab(s, u, before);
            for (int x = from; x < to; x++) {
                s.swap();
                slab(s, u, x);
                toNodes(s, f, x);
            }
        });
    }

    /** Bricks between node planes x and x + 1: left becomes the forces on plane x, with the carry of the bricks before. */
    private void slab(Scratch s, Field u, int x) {
        toFaces(s, u, (x + 1) % nx, s.right);
        materials(x, s.lambda, s.mu);
        int plane = ny * nz;
        for (int from = 0; from < plane; from += TILE) {
            int to = Math.min(from + TILE, plane);
            for (int c = 0; c < 3; c++) {
                for (int bc = 0; bc < 4; bc++) {
                    Planes.butterfly(s.left[c][bc], s.right[c][bc], s.left[c][bc], s.difference[c][bc], from, to);
                }
            }
            new Modes(s.lambda, s.mu, from, to).stiffness(s.left, s.difference);
            for (int c = 0; c < 3; c++) {
                Arrays.fill(s.left[c][0], from, to, 0);
                for (int bc = 0; bc < 4; bc++) {
                    Planes.carry(s.left[c][bc], s.difference[c][bc], s.carry[c][bc], from, to);
                }
            }
        }
    }

    private void toFaces(Scratch s, Field u, int x, float[][][] faces) {
        int n = ny * nz;
        for (int c = 0; c < 3; c++) {
            float[] nodes = u.plane(c, x);
            float[][] m = faces[c];
            nextY(nodes, s.moved);
            Planes.butterfly(nodes, s.moved, m[0], m[2], 0, n);
            nextZ(m[0], m[1]);
            Planes.butterfly(m[0], m[1], 0, n);
            nextZ(m[2], m[3]);
            Planes.butterfly(m[2], m[3], 0, n);
        }
    }

    /** Transpose of {@link #toFaces}, of the forces in left. */
    private void toNodes(Scratch s, Field f, int x) {
        int n = ny * nz;
        for (int c = 0; c < 3; c++) {
            float[][] m = s.left[c];
            Planes.butterfly(m[1], m[0], 0, n);
            previousZ(m[1], s.moved);
            Planes.butterfly(m[3], m[2], 0, n);
            previousZ(m[3], s.movedToo);
            Planes.butterflyOfSums(m[2], s.movedToo, m[0], s.moved, 0, n);
            previousY(m[2], s.moved);
            Planes.sum(f.plane(c, x), m[0], s.moved);
        }
    }

    private void materials(int x, float[] lambda, float[] mu) {
        float hardLambda = (float) (hard.lambda / 16);
        float softLambda = (float) (soft.lambda / 16);
        float hardMu = (float) (hard.mu / 16);
        float softMu = (float) (soft.mu / 16);
        int first = x * ny * nz;
        for (int i = 0; i < lambda.length; i++) {
            boolean isHard = microstructure.voxel(first + i) == 1;
            lambda[i] = isHard ? hardLambda : softLambda;
            mu[i] = isHard ? hardMu : softMu;
        }
    }

    private void nextY(float[] from, float[] to) {
        System.arraycopy(from, nz, to, 0, from.length - nz);
        System.arraycopy(from, 0, to, from.length - nz, nz);
    }

    private void previousY(float[] from, float[] to) {
        System.arraycopy(from, 0, to, nz, from.length - nz);
        System.arraycopy(from, from.length - nz, to, 0, nz);
    }

    private void nextZ(float[] from, float[] to) {
        System.arraycopy(from, 1, to, 0, from.length - 1);
        for (int row = 0; row < from.length; row += nz) {
            to[row + nz - 1] = from[row];
        }
    }

    private void previousZ(float[] from, float[] to) {
        System.arraycopy(from, 0, to, 1, from.length - 1);
        for (int row = 0; row < from.length; row += nz) {
            to[row] = from[row + nz - 1];
        }
    }
}
