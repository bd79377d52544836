package io.temper.generation;

import java.util.Arrays;

/** The k-th largest of many values without sorting them all: they are counted into bins, and one bin is sorted. */
final class OrderStatistic {
    /** A bin of a field of a million voxels holds some hundreds. */
    private static final int BINS = 4096;

    private OrderStatistic() {}

    /**
     * The k-th largest value.
     *
     * @param values not modified, no NaN
     * @param k from 1 to the number of values
     * @param low smallest of the values, and high the largest, which is larger
     */
    static double largest(double[] values, int k, double low, double high) {
        double scale = (BINS - 1) / (high - low);
        int[] counts = new int[BINS];
        for (double v : values) {
            counts[bin(v, low, scale)]++;
        }
        int bin = BINS - 1;
        int left = k;
        while (left > counts[bin]) {
            left -= counts[bin--];
        }
        double[] members = new double[counts[bin]];
        int n = 0;
        for (double v : values) {
            if (bin(v, low, scale) == bin) {
                members[n++] = v;
            }
        }
        Arrays.sort(members);
        return members[n - left];
    }

    /** Grows with v, whatever is rounded. */
    private static int bin(double v, double low, double scale) {
        return (int) ((v - low) * scale);
    }
}
