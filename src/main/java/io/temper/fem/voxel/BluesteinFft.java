package io.temper.fem.voxel;

import java.util.Arrays;

/** Any n as a circular convolution with a chirp, of power-of-two length (Bluestein 1970). For large primes. */
final class BluesteinFft extends Fft {
    private final int n;
    private final int m;
    private final Fft fft;
    /** exp(-i pi j^2 / n). */
    private final float[] chirpRe;

    private final float[] chirpIm;
    /** Transform of the conjugate chirp, over m. */
    private final float[][] filterRe;

    private final float[][] filterIm;
    private final float[][] rowRe;
    private final float[][] rowIm;

    BluesteinFft(int n, int width) {
        this.n = n;
        m = length(n);
        fft = new MixedRadixFft(m, width);
        chirpRe = new float[n];
        chirpIm = new float[n];
        filterRe = new float[m][1];
        filterIm = new float[m][1];
        for (int j = 0; j < n; j++) {
            double angle = Math.PI * ((long) j * j % (2L * n)) / n;
            chirpRe[j] = (float) Math.cos(angle);
            chirpIm[j] = (float) -Math.sin(angle);
            int mirrored = (m - j) % m;
            filterRe[j][0] = filterRe[mirrored][0] = chirpRe[j] / m;
            filterIm[j][0] = filterIm[mirrored][0] = -chirpIm[j] / m;
        }
        fft.forward(filterRe, filterIm, 1);
        rowRe = new float[m][width];
        rowIm = new float[m][width];
    }

    /** Smallest power of two that holds the convolution. */
    static int length(int n) {
        return Integer.highestOneBit(2 * n - 2) << 1;
    }

    @Override
    void forward(float[][] re, float[][] im, int w) {
        for (int j = 0; j < m; j++) {
            if (j < n) {
                System.arraycopy(re[j], 0, rowRe[j], 0, w);
                System.arraycopy(im[j], 0, rowIm[j], 0, w);
                Rows.scale(rowRe[j], rowIm[j], chirpRe[j], chirpIm[j], w);
            } else {
                Arrays.fill(rowRe[j], 0, w, 0);
                Arrays.fill(rowIm[j], 0, w, 0);
            }
        }
        fft.forward(rowRe, rowIm, w);
        for (int j = 0; j < m; j++) {
            Rows.scale(rowRe[j], rowIm[j], filterRe[j][0], filterIm[j][0], w);
        }
        fft.inverse(rowRe, rowIm, w);
        for (int k = 0; k < n; k++) {
            Rows.scale(rowRe[k], rowIm[k], chirpRe[k], chirpIm[k], w);
            System.arraycopy(rowRe[k], 0, re[k], 0, w);
            System.arraycopy(rowIm[k], 0, im[k], 0, w);
        }
    }
}
