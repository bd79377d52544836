package io.temper.fem.voxel;

import io.temper.material.Microstructure;
import java.util.Arrays;

/**
 * Stiffness K of the periodic grid of trilinear bricks, never assembled: node values go to the bricks' parity modes by sums
 * and differences along x, y and z that neighbouring bricks share, are multiplied there ({@link Modes}), and come back by
 * the transpose.
 */
final class BrickOperator {
    private static final double[] NO_STRAIN = new double[6];

    private final Lame hard;
    private final Lame soft;
    private final Team team;
    private final int nx;
    private final int ny;
    private final int nz;
    private final Scratch[] scratch;
    private Microstructure microstructure;

    /** Lamé parameters in the solver's units. */
    record Lame(double lambda, double mu) {}

    private static final class Scratch {
        final double[][][] modes;
        final double[][] carry;
        final double[] moved;
        final double[] lambda;
        final double[] mu;

        Scratch(int plane) {
            modes = new double[3][8][plane];
            carry = new double[3][plane];
            moved = new double[plane];
            lambda = new double[plane];
            mu = new double[plane];
        }
    }

    BrickOperator(int nx, int ny, int nz, Lame hard, Lame soft, Team team) {
        this.hard = hard;
        this.soft = soft;
        this.team = team;
        this.nx = nx;
        this.ny = ny;
        this.nz = nz;
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

    /** Bytes of scratch per node of a plane and thread. */
    static final int SCRATCH_BYTES = 30 * 8;

    /** f = K u. */
    void apply(Field u, Field f) {
        apply(u, NO_STRAIN, f);
    }

    /**
     * f = K (u + E x) for the macroscopic strain E [Voigt, engineering shear].
     *
     * @param f replaced
     * @return mean stress [6]
     */
    double[] apply(Field u, double[] strain, Field f) {
        boolean loaded = !Arrays.equals(strain, NO_STRAIN);
        double[][] stress = new double[nx][6];
        int chunks = Math.min(team.threads(), nx);
        team.run(chunks, (worker, chunk) -> {
            int from = (int) ((long) nx * chunk / chunks);
            int to = (int) ((long) nx * (chunk + 1) / chunks);
            Scratch s = scratch[worker];
            slab(s, u, (from + nx - 1) % nx, strain, loaded);
            carry(s);
            for (int x = from; x < to; x++) {
                stress[x] = slab(s, u, x, strain, loaded);
                for (int c = 0; c < 3; c++) {
                    Planes.sum(f.plane(c, x), s.modes[c][0], s.carry[c]);
                }
                carry(s);
            }
        });
        return mean(stress);
    }

    /** Forces of the bricks between node planes x and x + 1: on plane x in modes[.][0], on plane x + 1 in modes[.][4]. */
    private double[] slab(Scratch s, Field u, int x, double[] strain, boolean loaded) {
        for (int c = 0; c < 3; c++) {
            toModes(u.plane(c, x), u.plane(c, (x + 1) % nx), s.modes[c]);
        }
        double[] stress = new double[6];
        materials(x, s.lambda, s.mu);
        if (loaded) {
            strain(s.modes, strain);
        }
        Modes.stiffness(s.modes, s.lambda, s.mu);
        if (loaded) {
            stress = stress(s.modes);
        }
        for (double[][] m : s.modes) {
            toNodes(m, s.moved);
        }
        return stress;
    }

    private void toModes(double[] left, double[] right, double[][] m) {
        System.arraycopy(left, 0, m[0], 0, left.length);
        System.arraycopy(right, 0, m[4], 0, right.length);
        Planes.butterfly(m[0], m[4]);
        for (int a = 0; a < 8; a += 4) {
            nextY(m[a], m[a + 2]);
            Planes.butterfly(m[a], m[a + 2]);
        }
        for (int ab = 0; ab < 8; ab += 2) {
            nextZ(m[ab], m[ab + 1]);
            Planes.butterfly(m[ab], m[ab + 1]);
        }
    }

    /** Transpose of {@link #toModes}; mode 0 is a rigid translation and has no force. */
    private void toNodes(double[][] m, double[] moved) {
        Arrays.fill(m[0], 0);
        for (int ab = 0; ab < 8; ab += 2) {
            Planes.butterfly(m[ab + 1], m[ab]);
            previousZ(m[ab + 1], moved);
            Planes.add(m[ab], moved);
        }
        for (int a = 0; a < 8; a += 4) {
            Planes.butterfly(m[a + 2], m[a]);
            previousY(m[a + 2], moved);
            Planes.add(m[a], moved);
        }
        Planes.butterfly(m[4], m[0]);
    }

    private static void carry(Scratch s) {
        for (int c = 0; c < 3; c++) {
            double[] right = s.modes[c][4];
            s.modes[c][4] = s.carry[c];
            s.carry[c] = right;
        }
    }

    /** The modes of the displacement E x. */
    private static void strain(double[][][] m, double[] e) {
        double[] amplitude = {4 * e[0], 4 * e[1], 4 * e[2], 2 * e[3], 2 * e[4], 2 * e[5]};
        Planes.shift(m[0][4], amplitude[0]);
        Planes.shift(m[1][2], amplitude[1]);
        Planes.shift(m[2][1], amplitude[2]);
        Planes.shift(m[1][1], amplitude[3]);
        Planes.shift(m[2][2], amplitude[3]);
        Planes.shift(m[0][1], amplitude[4]);
        Planes.shift(m[2][4], amplitude[4]);
        Planes.shift(m[0][2], amplitude[5]);
        Planes.shift(m[1][4], amplitude[5]);
    }

    /** Sum of the bricks' mean stress, which is four times the force of the linear modes. */
    private static double[] stress(double[][][] m) {
        return new double[] {
            4 * Planes.sum(m[0][4]),
            4 * Planes.sum(m[1][2]),
            4 * Planes.sum(m[2][1]),
            4 * Planes.sum(m[1][1]),
            4 * Planes.sum(m[0][1]),
            4 * Planes.sum(m[0][2])
        };
    }

    private double[] mean(double[][] stress) {
        double[] mean = new double[6];
        for (double[] plane : stress) {
            for (int i = 0; i < 6; i++) {
                mean[i] += plane[i];
            }
        }
        for (int i = 0; i < 6; i++) {
            mean[i] /= microstructure.size();
        }
        return mean;
    }

    private void materials(int x, double[] lambda, double[] mu) {
        int first = x * ny * nz;
        for (int i = 0; i < lambda.length; i++) {
            Lame lame = microstructure.voxel(first + i) == 1 ? hard : soft;
            lambda[i] = lame.lambda / 16;
            mu[i] = lame.mu / 16;
        }
    }

    private void nextY(double[] from, double[] to) {
        System.arraycopy(from, nz, to, 0, from.length - nz);
        System.arraycopy(from, 0, to, from.length - nz, nz);
    }

    private void previousY(double[] from, double[] to) {
        System.arraycopy(from, 0, to, nz, from.length - nz);
        System.arraycopy(from, from.length - nz, to, 0, nz);
    }

    private void nextZ(double[] from, double[] to) {
        System.arraycopy(from, 1, to, 0, from.length - 1);
        for (int row = 0; row < from.length; row += nz) {
            to[row + nz - 1] = from[row];
        }
    }

    private void previousZ(double[] from, double[] to) {
        System.arraycopy(from, 0, to, 1, from.length - 1);
        for (int row = 0; row < from.length; row += nz) {
            to[row] = from[row + nz - 1];
        }
    }
}
