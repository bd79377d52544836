package io.temper.material;

import java.util.ArrayList;
import java.util.List;

/**
 * Smallest feature of a phase by granulometry (Matheron 1975; Serra 1982): the largest diameter of a digital ball such that the
 * periodic morphological opening with it, which leaves what some ball inside the phase covers, takes away at most a small share
 * of the phase.
 */
public final class FeatureSize {
    /** Largest share of a phase that may be smaller than its smallest feature: lone voxels and edges are none [-]. */
    public static final double SHARE = 0.05;

    /** A digital ball may cover what a slightly smaller one of another shape does not. */
    private static final int PATIENCE = 3;

    private FeatureSize() {}

    /** The smaller of both phases' smallest features, diameter [voxels]. */
    public static int smallest(Microstructure m) {
        return Math.min(of(m, true), of(m, false));
    }

    /** Smallest feature of one phase, diameter, at least 1 [voxels]; the cell's shortest edge if it has no voxels or all. */
    public static int of(Microstructure m, boolean hard) {
        int edge = Math.min(m.nx(), Math.min(m.ny(), m.nz()));
        int count = hard ? m.hardVoxels() : m.size() - m.hardVoxels();
        if (count == 0 || count == m.size()) {
            return edge;
        }
        int largest = 1;
        for (int diameter = 2; diameter <= Math.min(edge, largest + PATIENCE); diameter++) {
            if (opened(m, hard, diameter) >= (1 - SHARE) * count) {
                largest = diameter;
            }
        }
        return largest;
    }

    /** Voxels of a phase that its opening leaves. */
    private static int opened(Microstructure m, boolean hard, int diameter) {
        List<int[]> ball = ball(diameter);
        byte phase = (byte) (hard ? 1 : 0);
        boolean[] covered = new boolean[m.size()];
        int left = 0;
        int[] voxels = new int[ball.size()];
        for (int x = 0; x < m.nx(); x++) {
            for (int y = 0; y < m.ny(); y++) {
                for (int z = 0; z < m.nz(); z++) {
                    if (fits(m, ball, x, y, z, phase, voxels)) {
                        for (int v : voxels) {
                            left += covered[v] ? 0 : 1;
                            covered[v] = true;
                        }
                    }
                }
            }
        }
        return left;
    }

    /** Whether a ball lies in the phase. @param voxels filled with what it covers, if it does */
    private static boolean fits(Microstructure m, List<int[]> ball, int x, int y, int z, byte phase, int[] voxels) {
        for (int i = 0; i < voxels.length; i++) {
            int[] d = ball.get(i);
            int v = ((x + d[0]) % m.nx() * m.ny() + (y + d[1]) % m.ny()) * m.nz() + (z + d[2]) % m.nz();
            if (m.voxel(v) != phase) {
                return false;
            }
            voxels[i] = v;
        }
        return true;
    }

    /** Voxels of a box whose centres are within half a diameter of the box's own centre. */
    private static List<int[]> ball(int diameter) {
        List<int[]> ball = new ArrayList<>();
        double centre = (diameter - 1) / 2.0;
        for (int i = 0; i < diameter; i++) {
            for (int j = 0; j < diameter; j++) {
                for (int k = 0; k < diameter; k++) {
                    double r2 = (i - centre) * (i - centre) + (j - centre) * (j - centre) + (k - centre) * (k - centre);
                    if (4 * r2 <= (double) diameter * diameter) {
                        ball.add(new int[] {i, j, k});
                    }
                }
            }
        }
        return ball;
    }
}
