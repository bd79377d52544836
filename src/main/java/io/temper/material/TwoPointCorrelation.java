package io.temper.material;

import java.util.Arrays;
import java.util.List;

/**
 * Periodic two-point correlation S2 of the hard phase along the axes: S2(r) is the probability that a voxel and the one r
 * further along the axis are both hard. S2(0) is the hard fraction f; without correlation S2 = f^2 (Torquato 2002).
 */
public final class TwoPointCorrelation {
    private final double hardFraction;
    private final int[] sizes;
    /** By axis and lag. */
    private final double[][] s2;

    private TwoPointCorrelation(Microstructure m) {
        hardFraction = m.hardFraction();
        sizes = new int[] {m.nx(), m.ny(), m.nz()};
        byte[] voxels = m.voxels();
        s2 = new double[][] {
            along(voxels, m.nx(), m.ny() * m.nz()), along(voxels, m.ny(), m.nz()), along(voxels, m.nz(), 1)
        };
    }

    public static TwoPointCorrelation of(Microstructure microstructure) {
        return new TwoPointCorrelation(microstructure);
    }

    /** @param voxels [any, n, stride], C order */
    private static double[] along(byte[] voxels, int n, int stride) {
        double[] s2 = new double[n / 2 + 1];
        int block = n * stride;
        for (int r = 0; r < s2.length; r++) {
            int shift = r * stride;
            long pairs = 0;
            for (int start = 0; start < voxels.length; start += block) {
                pairs += pairs(voxels, start, start + shift, block - shift)
                        + pairs(voxels, start + block - shift, start, shift);
            }
            s2[r] = (double) pairs / voxels.length;
        }
        return s2;
    }

    private static int pairs(byte[] voxels, int a, int b, int count) {
        int both = 0;
        for (int i = 0; i < count; i++) {
            both += voxels[a + i] & voxels[b + i];
        }
        return both;
    }

    /** S2 at lags 0, 1 .. n/2 voxels along an axis of n; beyond that it repeats backwards. A copy. */
    public double[] along(Axis axis) {
        return s2[axis.ordinal()].clone();
    }

    /** Volume fraction of the hard phase, 0..1. */
    public double hardFraction() {
        return hardFraction;
    }

    /**
     * Half-correlation length along an axis [voxels]: the lag where the autocovariance S2 - f^2 first falls below half of
     * its value at lag 0, between whole lags by linear interpolation. Where it does not within half the cell, as along a
     * fibre that runs through the cell or with one phase alone, it is the cell's length, the longest that can be told.
     */
    public double correlationLength(Axis axis) {
        double[] s = s2[axis.ordinal()];
        double half = (hardFraction + hardFraction * hardFraction) / 2;
        for (int r = 1; r < s.length; r++) {
            if (s[r] < half) {
                return r - (half - s[r]) / (s[r - 1] - s[r]);
            }
        }
        return sizes[axis.ordinal()];
    }

    /** Half-correlation lengths along x, y, z [voxels]. */
    public List<Double> correlationLengths() {
        return Arrays.stream(Axis.values()).map(this::correlationLength).toList();
    }

    /** The axis with the longest half-correlation length; of equals, the first. */
    public Axis longestAxis() {
        Axis longest = Axis.X;
        for (Axis axis : Axis.values()) {
            longest = correlationLength(axis) > correlationLength(longest) ? axis : longest;
        }
        return longest;
    }
}
