package io.temper.material;

import java.util.EnumSet;
import java.util.Set;

/**
 * Whether a phase of a periodic cell holds together along an axis without end: a path from face to face of its voxels that comes
 * back to where it began after a whole period. Each connected component is walked in unwrapped coordinates; it winds round an axis
 * if a voxel is met again with others (Machta et al. 1996, Newman and Ziff 2001).
 */
public final class Percolation {
    private final int[] n;
    private final Microstructure m;
    private final byte phase;
    /** Unwrapped coordinates by voxel; null before it is met. */
    private final int[][] place;

    private Percolation(Microstructure m, boolean hard) {
        this.m = m;
        n = new int[] {m.nx(), m.ny(), m.nz()};
        phase = (byte) (hard ? 1 : 0);
        place = new int[m.size()][];
    }

    /** The axes along which the hard or the soft phase percolates. */
    public static Set<Axis> axes(Microstructure m, boolean hard) {
        return new Percolation(m, hard).axes();
    }

    private Set<Axis> axes() {
        Set<Axis> wound = EnumSet.noneOf(Axis.class);
        int[] stack = new int[m.size()];
        for (int start = 0; start < place.length; start++) {
            if (m.voxel(start) != phase || place[start] != null) {
                continue;
            }
            place[start] = new int[] {start / (n[1] * n[2]), start / n[2] % n[1], start % n[2]};
            stack[0] = start;
            int depth = 1;
            while (depth > 0) {
                int[] here = place[stack[--depth]];
                for (int a = 0; a < 3; a++) {
                    for (int step = -1; step <= 1; step += 2) {
                        int[] there = here.clone();
                        there[a] += step;
                        int voxel = index(there);
                        if (m.voxel(voxel) != phase) {
                            continue;
                        }
                        if (place[voxel] == null) {
                            place[voxel] = there;
                            stack[depth++] = voxel;
                        } else {
                            compare(place[voxel], there, wound);
                        }
                    }
                }
            }
        }
        return wound;
    }

    private static void compare(int[] before, int[] now, Set<Axis> wound) {
        for (Axis axis : Axis.values()) {
            if (before[axis.ordinal()] != now[axis.ordinal()]) {
                wound.add(axis);
            }
        }
    }

    private int index(int[] unwrapped) {
        int x = Math.floorMod(unwrapped[0], n[0]);
        int y = Math.floorMod(unwrapped[1], n[1]);
        return (x * n[1] + y) * n[2] + Math.floorMod(unwrapped[2], n[2]);
    }
}
