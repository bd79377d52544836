package io.temper.material;

import java.util.ArrayList;
import java.util.List;

/**
 * One of the 48 symmetries of the cube: axes exchanged, some mirrored. A microstructure seen through it has the stiffness of
 * the original with its components exchanged, so that every labelled sample is 48 samples.
 */
public final class CubeSymmetry {
    private static final int[][] PERMUTATIONS = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    private static final List<CubeSymmetry> ALL = makeAll();

    /** Nothing exchanged, nothing mirrored. */
    public static final CubeSymmetry IDENTITY = ALL.get(0);

    /** New axis a is old axis axes[a], run backwards where mirrored[a]. */
    private final int[] axes;

    private final boolean[] mirrored;

    private CubeSymmetry(int[] axes, boolean[] mirrored) {
        this.axes = axes;
        this.mirrored = mirrored;
    }

    private static List<CubeSymmetry> makeAll() {
        List<CubeSymmetry> all = new ArrayList<>();
        for (int[] axes : PERMUTATIONS) {
            for (int m = 0; m < 8; m++) {
                all.add(new CubeSymmetry(axes, new boolean[] {(m & 1) != 0, (m & 2) != 0, (m & 4) != 0}));
            }
        }
        return List.copyOf(all);
    }

    /** All 48, the identity first. */
    public static List<CubeSymmetry> all() {
        return ALL;
    }

    /** The component of the original that the seen microstructure has as its {@code p}. */
    public Property source(Property p) {
        return Property.parse("C" + index(p.row()) + index(p.column()));
    }

    /** Voigt index, 1..6, of the original. */
    private int index(int voigt) {
        if (voigt <= 3) {
            return axes[voigt - 1] + 1;
        }
        // 4, 5, 6 are the pairs of axes without axis 0, 1, 2
        return axes[voigt - 4] + 4;
    }

    /** Where a vector between voxels of the seen microstructure points in the original [3, voxels]. */
    public int[] source(int[] vector) {
        int[] old = new int[3];
        for (int a = 0; a < 3; a++) {
            old[axes[a]] = mirrored[a] ? -vector[a] : vector[a];
        }
        return old;
    }

    /**
     * Where each voxel of an n^3 microstructure seen through this symmetry and from another corner lies in the original:
     * voxel (i, j, k) at offsets[0][i] + offsets[1][j] + offsets[2][k].
     *
     * @param origin voxel of the original that the first one is counted from, 0..n-1 each
     */
    public int[][] offsets(int n, int[] origin) {
        int[] stride = {n * n, n, 1};
        int[][] offsets = new int[3][n];
        for (int a = 0; a < 3; a++) {
            for (int i = 0; i < n; i++) {
                int forward = mirrored[a] ? n - 1 - i : i;
                offsets[a][i] = stride[axes[a]] * ((forward + origin[axes[a]]) % n);
            }
        }
        return offsets;
    }

    /** The microstructure seen through this symmetry; it must be a cube. */
    public Microstructure apply(Microstructure m) {
        int n = m.nx();
        if (m.ny() != n || m.nz() != n) {
            throw new IllegalArgumentException("%s is no cube: its axes cannot be exchanged".formatted(m));
        }
        int[][] offsets = offsets(n, new int[3]);
        byte[] voxels = new byte[m.size()];
        int to = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int k = 0; k < n; k++) {
                    voxels[to++] = (byte) m.voxel(offsets[0][i] + offsets[1][j] + offsets[2][k]);
                }
            }
        }
        return new Microstructure(n, n, n, voxels);
    }
}
