package io.temper.generation;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Gaussian filter of a periodic field on a voxel grid: circular convolution, axis by axis, with the Gaussian sampled at
 * whole voxels, summed over all its periodic images and normalised to sum 1. Exact to rounding for every sigma, smaller
 * than a voxel and larger than the cell alike.
 */
public final class PeriodicGaussianFilter {
    /** Beyond this many standard deviations a sample is below 1e-17 of the peak, under the rounding of the sum. */
    private static final double REACH = 9;

    private PeriodicGaussianFilter() {}

    /**
     * The wrapped kernel of one axis.
     *
     * @return [n], its entry d is the weight of a voxel d ahead (or n - d behind); sums to 1
     */
    public static double[] kernel(int n, double sigma) {
        double[] k = new double[n];
        int reach = (int) Math.ceil(REACH * sigma);
        double sum = 0;
        for (int d = -reach; d <= reach; d++) {
            // StrictMath: the same bits on every JVM
            double g = StrictMath.exp(-0.5 * (d / sigma) * (d / sigma));
            k[Math.floorMod(d, n)] += g;
            sum += g;
        }
        for (int d = 0; d < n; d++) {
            k[d] /= sum;
        }
        return k;
    }

    /** @param field [nx*ny*nz], C order; filtered in place */
    public static void apply(double[] field, int nx, int ny, int nz, Sigma sigma) {
        alongAxis(field, nx, ny * nz, kernel(nx, sigma.x()));
        alongAxis(field, ny, nz, kernel(ny, sigma.y()));
        alongAxis(field, nz, 1, kernel(nz, sigma.z()));
    }

    /** Lines that are filtered side by side: long loops, and still in the nearest cache. */
    private static final int WIDTH = 64;

    private static void alongAxis(double[] field, int n, int stride, double[] kernel) {
        // lines of the last axis follow one another, those of the others lie side by side
        int step = stride == 1 ? n : 1;
        int lines = stride == 1 ? field.length / n : stride;
        int[] taps = IntStream.range(0, n).filter(d -> kernel[d] != 0).toArray();
        int most = Math.min(WIDTH, lines);
        double[] twice = new double[2 * n * most];
        double[] tile = new double[n * most];
        for (int block = 0; block < field.length; block += n * lines) {
            for (int line = 0; line < lines; line += most) {
                int start = block + line * step;
                int width = Math.min(most, lines - line);
                for (int i = 0; i < n; i++) {
                    for (int l = 0; l < width; l++) {
                        double v = field[start + l * step + i * stride];
                        twice[i * most + l] = v;
                        twice[(i + n) * most + l] = v;
                    }
                }
                convolve(twice, kernel, taps, tile, most);
                for (int i = 0; i < n; i++) {
                    for (int l = 0; l < width; l++) {
                        field[start + l * step + i * stride] = tile[i * most + l];
                    }
                }
            }
        }
    }

    /**
     * Circular convolution of lines side by side. Each sum is made in the order of the taps, however many a turn takes: another
     * order would round otherwise, and make other voxels of the same seed.
     *
     * @param twice [2n*width], the lines repeated
     * @param taps where the kernel is not 0
     * @param tile [n*width], overwritten by the result
     */
    private static void convolve(double[] twice, double[] kernel, int[] taps, double[] tile, int width) {
        Arrays.fill(tile, 0);
        int t = 0;
        for (; t + 4 <= taps.length; t += 4) {
            addFour(twice, kernel, taps, t, tile, width);
        }
        for (; t < taps.length; t++) {
            double k = kernel[taps[t]];
            int at = taps[t] * width;
            for (int i = 0; i < tile.length; i++) {
                tile[i] += k * twice[i + at];
            }
        }
    }

    private static void addFour(double[] twice, double[] kernel, int[] taps, int t, double[] tile, int width) {
        double ka = kernel[taps[t]];
        double kb = kernel[taps[t + 1]];
        double kc = kernel[taps[t + 2]];
        double kd = kernel[taps[t + 3]];
        int a = taps[t] * width;
        int b = taps[t + 1] * width;
        int c = taps[t + 2] * width;
        int d = taps[t + 3] * width;
        for (int i = 0; i < tile.length; i++) {
            tile[i] = (((tile[i] + ka * twice[i + a]) + kb * twice[i + b]) + kc * twice[i + c]) + kd * twice[i + d];
        }
    }
}
