package io.temper.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeriodicGaussianFilterTest {
    /** Poisson's summation formula gives the wrapped kernel a second way, through its Fourier coefficients. */
    @ParameterizedTest
    @CsvSource({
        "51, 0.5",
        "51, 1",
        "51, 3",
        "51, 7",
        "51, 16",
        "51, 30",
        "50, 0.5",
        "50, 1",
        "50, 7",
        "50, 30",
        "2, 0.5",
        "2, 30",
        "3, 1",
        "64, 12.34",
        "9, 1000"
    })
    void kernel_anySigma_isTheSampledGaussianOverAllPeriodicImages(int n, double sigma) {
        double[] kernel = PeriodicGaussianFilter.kernel(n, sigma);

        for (int d = 0; d < n; d++) {
            double expected = 0;
            for (int m = 0; m < n; m++) {
                expected +=
                        transform((double) m / n, sigma) / transform(0, sigma) * Math.cos(2 * Math.PI * m * d / n) / n;
            }
            assertThat(kernel[d]).isCloseTo(expected, within(1e-14));
        }
        assertThat(Arrays.stream(kernel).sum()).isCloseTo(1, within(1e-13));
    }

    /** Fourier transform of a Gaussian sampled at whole numbers, at a frequency in cycles per voxel. */
    private static double transform(double frequency, double sigma) {
        double sum = 0;
        for (int alias = -5; alias <= 5; alias++) {
            double k = 2 * Math.PI * sigma * (frequency + alias);
            sum += Math.exp(-k * k / 2);
        }
        return sum;
    }

    @Test
    void kernel_sigmaFarBelowAVoxel_isTheUnitImpulse() {
        assertThat(PeriodicGaussianFilter.kernel(5, 0.1)).containsExactly(new double[] {1, 0, 0, 0, 0}, within(1e-20));
    }

    @Test
    void apply_unitImpulse_isTheProductOfTheAxesKernelsAroundIt() {
        int[] n = {5, 6, 7};
        int[] at = {1, 4, 6};
        double[] field = new double[5 * 6 * 7];
        field[(at[0] * 6 + at[1]) * 7 + at[2]] = 1;

        PeriodicGaussianFilter.apply(field, 5, 6, 7, new Sigma(0.7, 1.5, 4));

        double[] kx = PeriodicGaussianFilter.kernel(5, 0.7);
        double[] ky = PeriodicGaussianFilter.kernel(6, 1.5);
        double[] kz = PeriodicGaussianFilter.kernel(7, 4);
        for (int i = 0; i < field.length; i++) {
            int x = Math.floorMod(i / 42 - at[0], n[0]);
            int y = Math.floorMod(i / 7 % 6 - at[1], n[1]);
            int z = Math.floorMod(i % 7 - at[2], n[2]);
            assertThat(field[i]).isCloseTo(kx[x] * ky[y] * kz[z], within(1e-16));
        }
    }

    /** Voxels are stored as seeds alone, so that the filter's rounding is part of its result: the sum goes by the taps' order. */
    @ParameterizedTest
    @CsvSource({"5, 6, 7, 1, 0.3, 7", "51, 3, 70, 3, 5, 1", "2, 51, 51, 7, 1, 3", "9, 65, 4, 0.2, 12, 2"})
    void apply_noise_isTheSumInTheTapsOrderToTheBit(int nx, int ny, int nz, double sx, double sy, double sz) {
        double[] field = noise(nx * ny * nz, 6);
        double[] expected = field.clone();
        plainly(expected, nx, ny * nz, PeriodicGaussianFilter.kernel(nx, sx));
        plainly(expected, ny, nz, PeriodicGaussianFilter.kernel(ny, sy));
        plainly(expected, nz, 1, PeriodicGaussianFilter.kernel(nz, sz));

        PeriodicGaussianFilter.apply(field, nx, ny, nz, new Sigma(sx, sy, sz));

        assertThat(field).containsExactly(expected);
    }

    private static void plainly(double[] field, int n, int stride, double[] kernel) {
        double[] from = field.clone();
        for (int v = 0; v < field.length; v++) {
            int i = v / stride % n;
            double sum = 0;
            for (int d = 0; d < n; d++) {
                sum += kernel[d] * from[v + ((i + d) % n - i) * stride];
            }
            field[v] = sum;
        }
    }

    @Test
    void apply_rolledNoise_rollsTheResultToTheBit() {
        double[] noise = noise(5 * 6 * 7, 1);
        double[] rolled = roll(noise);
        Sigma sigma = new Sigma(1, 3, 0.5);

        PeriodicGaussianFilter.apply(noise, 5, 6, 7, sigma);
        PeriodicGaussianFilter.apply(rolled, 5, 6, 7, sigma);

        assertThat(rolled).containsExactly(roll(noise));
    }

    /** By 2, 3 and 4 voxels along x, y and z. */
    private static double[] roll(double[] field) {
        double[] rolled = new double[field.length];
        for (int x = 0; x < 5; x++) {
            for (int y = 0; y < 6; y++) {
                for (int z = 0; z < 7; z++) {
                    rolled[((x + 2) % 5 * 6 + (y + 3) % 6) * 7 + (z + 4) % 7] = field[(x * 6 + y) * 7 + z];
                }
            }
        }
        return rolled;
    }

    /** In an unbounded medium the variance falls by 1 / (2 sqrt(pi) sigma) per axis. */
    @ParameterizedTest
    @CsvSource({"1, 1, 1", "2, 1, 3", "1, 3, 2"})
    void apply_whiteNoise_reducesVarianceAsAGaussianDoes(double sx, double sy, double sz) {
        int n = 61;
        double[] noise = noise(n * n * n, 4);
        double before = variance(noise);

        PeriodicGaussianFilter.apply(noise, n, n, n, new Sigma(sx, sy, sz));

        double expected = 1 / (Math.pow(2 * Math.sqrt(Math.PI), 3) * sx * sy * sz);
        assertThat(variance(noise) / before).isCloseTo(expected, withinPercentage(5));
    }

    private static double[] noise(int length, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        return random.doubles(length).toArray();
    }

    private static double variance(double[] field) {
        double mean = Arrays.stream(field).average().orElseThrow();
        return Arrays.stream(field).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    }
}
