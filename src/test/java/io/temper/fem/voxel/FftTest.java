package io.temper.fem.voxel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FftTest {
    private static final int LINES = 5;

    static IntStream sizes() {
        return IntStream.concat(IntStream.rangeClosed(1, 64), IntStream.of(67, 97, 100, 101, 128, 134, 202, 243));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void forward_anySize_equalsTheDefinition(int n) {
        float[][] re = random(n, 1);
        float[][] im = random(n, 2);
        double[][][] expected = transform(re, im);

        Fft.of(n, LINES).forward(re, im, LINES);

        for (int k = 0; k < n; k++) {
            for (int line = 0; line < LINES; line++) {
                assertThat((double) re[k][line]).isCloseTo(expected[0][k][line], within(2e-6 * n));
                assertThat((double) im[k][line]).isCloseTo(expected[1][k][line], within(2e-6 * n));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void inverse_ofForward_isTheInputTimesTheSize(int n) {
        float[][] re = random(n, 3);
        float[][] im = random(n, 4);
        float[][] originalRe = random(n, 3);
        Fft fft = Fft.of(n, LINES);

        fft.forward(re, im, LINES);
        fft.inverse(re, im, LINES);

        for (int k = 0; k < n; k++) {
            for (int line = 0; line < LINES; line++) {
                assertThat(re[k][line] / n).isCloseTo(originalRe[k][line], within(3e-6f));
            }
        }
    }

    private static float[][] random(int n, long seed) {
        Random random = new Random(seed);
        float[][] rows = new float[n][LINES];
        for (float[] row : rows) {
            for (int i = 0; i < LINES; i++) {
                row[i] = random.nextFloat() - 0.5f;
            }
        }
        return rows;
    }

    /** The sum that defines the transform, in double: [re, im][k][line]. */
    private static double[][][] transform(float[][] re, float[][] im) {
        int n = re.length;
        double[][][] sum = new double[2][n][LINES];
        for (int k = 0; k < n; k++) {
            for (int j = 0; j < n; j++) {
                double c = Math.cos(2 * Math.PI * j * k / n);
                double s = -Math.sin(2 * Math.PI * j * k / n);
                for (int line = 0; line < LINES; line++) {
                    sum[0][k][line] += c * re[j][line] - s * im[j][line];
                    sum[1][k][line] += s * re[j][line] + c * im[j][line];
                }
            }
        }
        return sum;
    }
}
