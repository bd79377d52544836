package io.temper.evaluation;

import io.temper.generation.Split;
import io.temper.material.Microstructure;
import io.temper.vaereg.versions.LabelledPoint;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Splits new points so that no two parts share a microstructure or nearly so. Refinement makes many variants of one field,
 * whose labels would be no test of each other: points whose voxels correlate by more than {@value #SAME} are a group, and so are
 * points that share such a neighbour.
 *
 * <p>Counted from the last group, since fresh samples come last: every fourth is held out to judge, of the others every
 * fourth is watched while training.
 */
record PointGroups(List<LabelledPoint> points, int[] group, int count) {
    /** Fewest groups that can be split. */
    static final int FEWEST = 4;

    private static final double SAME = 0.7;

    static PointGroups of(List<LabelledPoint> points) {
        int[] leader = IntStream.range(0, points.size()).toArray();
        for (int i = 0; i < leader.length; i++) {
            for (int j = 0; j < i; j++) {
                if (leader[i] != leader[j] && areAlike(points.get(i), points.get(j))) {
                    int from = leader[i];
                    int to = leader[j];
                    Arrays.setAll(leader, k -> leader[k] == from ? to : leader[k]);
                }
            }
        }
        int[] leaders = Arrays.stream(leader).distinct().toArray();
        int[] group = Arrays.stream(leader)
                .map(l -> IntStream.range(0, leaders.length)
                        .filter(g -> leaders[g] == l)
                        .findFirst()
                        .orElseThrow())
                .toArray();
        return new PointGroups(List.copyOf(points), group, leaders.length);
    }

    static boolean areAlike(LabelledPoint a, LabelledPoint b) {
        return correlation(a.microstructure(), b.microstructure()) > SAME;
    }

    /** Correlation of two cells' voxels, -1..1; of a cell of one phase with another 0. */
    static double correlation(Microstructure a, Microstructure b) {
        if (a.equals(b)) {
            return 1;
        }
        int both = 0;
        for (int i = 0; i < a.size(); i++) {
            both += a.voxel(i) & b.voxel(i);
        }
        double fa = a.hardFraction();
        double fb = b.hardFraction();
        double variance = fa * (1 - fa) * fb * (1 - fb);
        return variance == 0 ? 0 : ((double) both / a.size() - fa * fb) / Math.sqrt(variance);
    }

    /** Points to learn from (training), to watch (validation) and to judge by (test). */
    Map<Split, List<LabelledPoint>> split() {
        Map<Split, List<LabelledPoint>> parts = new EnumMap<>(Split.class);
        for (Split part : Split.values()) {
            parts.put(
                    part,
                    IntStream.range(0, points.size())
                            .filter(i -> part(count - 1 - group[i]) == part)
                            .mapToObj(points::get)
                            .toList());
        }
        return parts;
    }

    private static Split part(int fromLast) {
        if (fromLast % 4 == 0) {
            return Split.TEST;
        }
        return fromLast % 8 == 2 ? Split.VALIDATION : Split.TRAIN;
    }
}
