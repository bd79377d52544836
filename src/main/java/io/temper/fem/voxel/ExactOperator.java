package io.temper.fem.voxel;

import io.temper.fem.voxel.BrickOperator.Lame;
import io.temper.material.Microstructure;
import java.util.Arrays;

/** Residual, mean stress and local fields of a displacement, brick by brick in double precision. */
final class ExactOperator {
    /** Bytes of scratch per node of a plane and thread. */
    static final int SCRATCH_BYTES = 6 * 8;

    private final int nx;
    private final int ny;
    private final int nz;
    private final Lame hard;
    private final Lame soft;
    private final Team team;
    private final Scratch[] scratch;

    /**
     * What is left.
     *
     * @param stress mean stress [6, solver's units]
     * @param norm Euclidean norm of the residual
     */
    record Residual(double[] stress, double norm) {}

    private static final class Scratch {
        final Brick brick = new Brick();
        final double[][] left = new double[3][];
        final double[][] right = new double[3][];
        final double[] strain = new double[6];

        Scratch(int plane) {
            for (int c = 0; c < 3; c++) {
                left[c] = new double[plane];
                right[c] = new double[plane];
            }
        }

        /** Forces on the right plane become those on the left one. */
        void advance() {
            for (int c = 0; c < 3; c++) {
                double[] old = left[c];
                left[c] = right[c];
                right[c] = old;
                Arrays.fill(old, 0);
            }
        }
    }

    ExactOperator(int nx, int ny, int nz, Lame hard, Lame soft, Team team) {
        this.nx = nx;
        this.ny = ny;
        this.nz = nz;
        this.hard = hard;
        this.soft = soft;
        this.team = team;
        scratch = new Scratch[team.threads()];
        for (int i = 0; i < scratch.length; i++) {
            scratch[i] = new Scratch(ny * nz);
        }
    }

    /**
     * r = -K (u + E x) for the macroscopic strain E [Voigt, engineering shear].
     *
     * @param r replaced, rounded
     */
    Residual residual(Microstructure m, Displacement u, double[] strain, Field r) {
        double[][] stress = new double[nx][6];
        double[] squares = new double[nx];
        int chunks = Math.min(team.threads(), nx);
        team.run(chunks, (worker, chunk) -> {
            int from = (int) ((long) nx * chunk / chunks);
            int to = (int) ((long) nx * (chunk + 1) / chunks);
            Scratch s = scratch[worker];
            s.advance();
            slab(s, m, u, (from + nx - 1) % nx, strain, new double[6]);
            for (int x = from; x < to; x++) {
                s.advance();
                slab(s, m, u, x, strain, stress[x]);
                squares[x] = negate(s.left, r, x);
            }
        });
        double[] mean = new double[6];
        for (double[] plane : stress) {
            for (int i = 0; i < 6; i++) {
                mean[i] += plane[i] / m.size();
            }
        }
        return new Residual(mean, Math.sqrt(Planes.sum(squares)));
    }

    /**
     * Local fields of u + E x.
     *
     * @param unit GPa per unit of stress
     */
    LocalFields fields(Microstructure m, Displacement u, int column, double[] E, double unit) {
        float[][] strain = new float[6][m.size()];
        float[][] stress = new float[6][m.size()];
        team.run(nx, (worker, x) -> {
            Scratch s = scratch[worker];
            double[] sigma = new double[6];
            double[][] left = planes(u, x);
            double[][] right = planes(u, (x + 1) % nx);
            for (int i = 0, voxel = x * ny * nz; i < ny * nz; i++, voxel++) {
                int row = i - i % nz;
                int nextRow = (row + nz) % (ny * nz);
                int z = i % nz;
                int nextZ = (z + 1) % nz;
                s.brick.gather(left, right, i, row + nextZ, nextRow + z, nextRow + nextZ);
                s.brick.strain(E);
                Arrays.fill(s.strain, 0);
                Arrays.fill(sigma, 0);
                s.brick.addMeanStrain(s.strain);
                lame(m, voxel).addStress(s.strain, sigma);
                for (int k = 0; k < 6; k++) {
                    strain[k][voxel] = (float) s.strain[k];
                    stress[k][voxel] = (float) (unit * sigma[k]);
                }
            }
        });
        return new LocalFields(column, strain, stress);
    }

    /** Adds the forces of the bricks between node planes x and x + 1, and the sum of their mean stress. */
    private void slab(Scratch s, Microstructure m, Displacement u, int x, double[] strain, double[] stress) {
        double[][] left = planes(u, x);
        double[][] right = planes(u, (x + 1) % nx);
        for (int y = 0; y < ny; y++) {
            row(s, m, left, right, x, y, strain, stress);
        }
    }

    private void row(
            Scratch s,
            Microstructure m,
            double[][] left,
            double[][] right,
            int x,
            int y,
            double[] strain,
            double[] stress) {
        int row = y * nz;
        int nextRow = (y + 1) % ny * nz;
        int voxels = x * ny * nz + row;
        for (int z = 0; z < nz; z++) {
            int nextZ = z + 1 == nz ? 0 : z + 1;
            int at = row + z;
            int atZ = row + nextZ;
            int atY = nextRow + z;
            int atYZ = nextRow + nextZ;
            Lame lame = lame(m, voxels + z);
            s.brick.gather(left, right, at, atZ, atY, atYZ);
            s.brick.strain(strain);
            Arrays.fill(s.strain, 0);
            s.brick.addMeanStrain(s.strain);
            lame.addStress(s.strain, stress);
            s.brick.stiffness(lame.lambda(), lame.mu());
            s.brick.scatter(s.left, s.right, at, atZ, atY, atYZ);
        }
    }

    private Lame lame(Microstructure m, int voxel) {
        return m.voxel(voxel) == 1 ? hard : soft;
    }

    private static double[][] planes(Displacement u, int x) {
        return new double[][] {u.plane(0, x), u.plane(1, x), u.plane(2, x)};
    }

    /** r = -f on plane x; returns the sum of the squares. */
    private static double negate(double[][] f, Field r, int x) {
        double squares = 0;
        for (int c = 0; c < 3; c++) {
            float[] to = r.plane(c, x);
            for (int i = 0; i < to.length; i++) {
                squares += f[c][i] * f[c][i];
                to[i] = (float) -f[c][i];
            }
        }
        return squares;
    }
}
