package io.temper.fem.voxel;

/**
 * Discrete Fourier transform of n points, of many lines at once: point j of all lines is row j, real and imaginary parts
 * apart, so that all arithmetic runs along rows. Takes any n. Holds scratch rows: one instance serves one thread.
 */
abstract sealed class Fft permits MixedRadixFft, BluesteinFft {
    /** Above this a dense prime butterfly costs more than a convolution. */
    static final int LARGEST_DENSE_PRIME = 257;

    /**
     * @param n points, at least 1
     * @param width most lines at once
     */
    static Fft of(int n, int width) {
        return largestPrimeFactor(n) <= LARGEST_DENSE_PRIME ? new MixedRadixFft(n, width) : new BluesteinFft(n, width);
    }

    /**
     * X[k] = sum_j x[j] exp(-2 pi i j k / n).
     *
     * @param re real parts [n][at least w]; replaced by the result, the rows themselves may be exchanged
     * @param im imaginary parts, likewise
     * @param w lines in use
     */
    abstract void forward(float[][] re, float[][] im, int w);

    /** The unscaled inverse: x[j] = sum_k X[k] exp(+2 pi i j k / n). */
    final void inverse(float[][] re, float[][] im, int w) {
        forward(im, re, w);
    }

    /** Floats of scratch that an instance for n points holds per line. */
    static long scratchPerLine(int n) {
        int p = largestPrimeFactor(n);
        return p <= LARGEST_DENSE_PRIME ? 2L * p + 3 : 2L * BluesteinFft.length(n) + 7;
    }

    static int largestPrimeFactor(int n) {
        int largest = 1;
        for (int p = 2; p * p <= n; p++) {
            while (n % p == 0) {
                largest = p;
                n /= p;
            }
        }
        return Math.max(largest, n);
    }
}
