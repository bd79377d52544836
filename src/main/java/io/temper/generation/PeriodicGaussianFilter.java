package io.temper.generation;

import java.util.Arrays;

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

    private static void alongAxis(double[] field, int n, int stride, double[] kernel) {
        double[] twice = new double[2 * n];
        double[] line = new double[n];
        for (int block = 0; block < field.length; block += n * stride) {
            for (int start = block; start < block + stride; start++) {
                for (int i = 0; i < n; i++) {
                    twice[i] = twice[i + n] = field[start + i * stride];
                }
                convolve(twice, kernel, line);
                for (int i = 0; i < n; i++) {
                    field[start + i * stride] = line[i];
                }
            }
        }
    }

    /** @param twice [2n], a line repeated; @param line [n], overwritten by the circular convolution */
    private static void convolve(double[] twice, double[] kernel, double[] line) {
        Arrays.fill(line, 0);
        for (int d = 0; d < line.length; d++) {
            double k = kernel[d];
            if (k != 0) {
                for (int i = 0; i < line.length; i++) {
                    line[i] += k * twice[i + d];
                }
            }
        }
    }
}
