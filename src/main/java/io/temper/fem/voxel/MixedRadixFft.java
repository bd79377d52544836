package io.temper.fem.voxel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Decimation in time over the prime factors of n; the reordering only exchanges references to rows. */
final class MixedRadixFft extends Fft {
    private final int n;
    /** Prime factors, largest first: the first stage needs no twiddle factors. */
    private final List<Integer> radices;
    /** Row order[i] of the input goes to place i. */
    private final int[] order;
    /** exp(-2 pi i j / n). */
    private final float[] cos;

    private final float[] sin;
    private final float[][] moved;
    /** Result rows of a dense butterfly. */
    private final float[][] outRe;

    private final float[][] outIm;
    private final float[] zero;

    MixedRadixFft(int n, int width) {
        this.n = n;
        radices = factors(n);
        int[] places = {0};
        for (int p : radices) {
            places = interleave(places, p);
        }
        order = places;
        cos = new float[n];
        sin = new float[n];
        for (int j = 0; j < n; j++) {
            cos[j] = (float) Math.cos(2 * Math.PI * j / n);
            sin[j] = (float) -Math.sin(2 * Math.PI * j / n);
        }
        moved = new float[n][];
        int largest = largestPrimeFactor(n);
        outRe = new float[largest][width];
        outIm = new float[largest][width];
        zero = new float[width];
    }

    private static List<Integer> factors(int n) {
        List<Integer> factors = new ArrayList<>();
        for (int rest = n; rest > 1; ) {
            int p = largestPrimeFactor(rest);
            factors.add(p);
            rest /= p;
        }
        return Collections.unmodifiableList(factors);
    }

    private static int[] interleave(int[] order, int p) {
        int m = order.length;
        int[] longer = new int[p * m];
        for (int j = 0; j < p; j++) {
            for (int i = 0; i < m; i++) {
                longer[j * m + i] = j + p * order[i];
            }
        }
        return longer;
    }

    @Override
    void forward(float[][] re, float[][] im, int w) {
        reorder(re);
        reorder(im);
        int m = 1;
        for (int p : radices) {
            for (int base = 0; base < n; base += p * m) {
                for (int q = 0; q < m; q++) {
                    butterfly(re, im, base + q, p, m, q * (n / (p * m)), w);
                }
            }
            m *= p;
        }
    }

    private void reorder(float[][] rows) {
        System.arraycopy(rows, 0, moved, 0, n);
        for (int i = 0; i < n; i++) {
            rows[i] = moved[order[i]];
        }
    }

    /** p-point transform of rows first, first + m, ...; row j is first turned by exp(-2 pi i j turn / n). */
    private void butterfly(float[][] re, float[][] im, int first, int p, int m, int turn, int w) {
        if (p == 2) {
            Rows.radix2(re[first], im[first], re[first + m], im[first + m], cos[turn], sin[turn], w);
            return;
        }
        if (turn != 0) {
            for (int j = 1; j < p; j++) {
                Rows.scale(re[first + j * m], im[first + j * m], cos[j * turn], sin[j * turn], w);
            }
        }
        if (p == 3) {
            int b = first + m;
            int d = b + m;
            Rows.radix3(re[first], im[first], re[b], im[b], re[d], im[d], w);
        } else {
            dense(re, im, first, p, m, w);
        }
    }

    /** Odd prime p: sums a and differences b of the rows j and p - j halve the dense transform. */
    private void dense(float[][] re, float[][] im, int first, int p, int m, int w) {
        int last = first + p * m;
        for (int j = 1; j <= p / 2; j++) {
            Rows.sumDifference(re[first + j * m], re[last - j * m], w);
            Rows.sumDifference(im[first + j * m], im[last - j * m], w);
        }
        series(outRe[0], re[first], re, first, m, p, 0, cos, w);
        series(outIm[0], im[first], im, first, m, p, 0, cos, w);
        for (int k = 1; k <= p / 2; k++) {
            series(outRe[k], re[first], re, first, m, p, k, cos, w);
            series(outIm[k], im[first], im, first, m, p, k, cos, w);
            series(outIm[p - k], zero, re, last, -m, p, k, sin, w);
            series(outRe[p - k], zero, im, last, -m, p, k, sin, w);
            // X[k] = A + i B, X[p - k] = A - i B with B = sum of (-sin) b
            Rows.sumDifference(outIm[k], outIm[p - k], w);
            Rows.sumDifference(outRe[k], outRe[p - k], w);
            float[] swap = outRe[k];
            outRe[k] = outRe[p - k];
            outRe[p - k] = swap;
        }
        for (int k = 0; k < p; k++) {
            outRe[k] = exchange(re, first + k * m, outRe[k]);
            outIm[k] = exchange(im, first + k * m, outIm[k]);
        }
    }

    /** out = x + sum over j = 1..p/2 of table(j k / p) rows[first + j step], four terms at a time. */
    private void series(
            float[] out, float[] x, float[][] rows, int first, int step, int p, int k, float[] table, int w) {
        int turn = n / p * k;
        int half = p / 2;
        float[] sum = x;
        for (int j = 1; j <= half; j += 4) {
            Rows.combine(
                    out,
                    sum,
                    table[j * turn % n],
                    rows[first + j * step],
                    j + 1 > half ? 0 : table[(j + 1) * turn % n],
                    rows[first + Math.min(j + 1, half) * step],
                    j + 2 > half ? 0 : table[(j + 2) * turn % n],
                    rows[first + Math.min(j + 2, half) * step],
                    j + 3 > half ? 0 : table[(j + 3) * turn % n],
                    rows[first + Math.min(j + 3, half) * step],
                    w);
            sum = out;
        }
    }

    private static float[] exchange(float[][] rows, int i, float[] row) {
        float[] old = rows[i];
        rows[i] = row;
        return old;
    }
}
