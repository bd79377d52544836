package io.temper.vaereg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LatentProcessTest {
    private static final int POINTS = 300;

    private static double[][] points(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] z = new double[POINTS][3];
        for (double[] row : z) {
            for (int k = 0; k < row.length; k++) {
                row[k] = random.nextDouble(-2, 2);
            }
        }
        return z;
    }

    /** A line, and what no line follows. */
    private static double[] truth(double[] z) {
        return new double[] {1 + 2 * z[0] - z[1], Math.sin(1.5 * z[0]) + 0.3 * z[2] * z[2]};
    }

    private static double[][] truths(double[][] z) {
        double[][] y = new double[z.length][];
        for (int i = 0; i < z.length; i++) {
            y[i] = truth(z[i]);
        }
        return y;
    }

    private static LatentProcess.Fitted fitted() {
        double[][] z = points(1);
        return LatentProcess.of(z, truths(z)).at(z);
    }

    @Test
    void values_pointsThatItHasNotSeen_areTheFunctions() {
        LatentProcess.Fitted fitted = fitted();
        double[] square = new double[2];
        for (double[] z : points(2)) {
            for (int p = 0; p < 2; p++) {
                square[p] += Math.pow(fitted.values(z)[p] - truth(z)[p], 2) / POINTS;
            }
        }
        assertThat(Math.sqrt(square[0])).isLessThan(0.03); // of a deviation of 2.6
        assertThat(Math.sqrt(square[1])).isLessThan(0.05); // of one of 0.8
    }

    @Test
    void values_farFromAllPoints_areTheLine() {
        double[] far = {30, -10, 0};
        assertThat(fitted().values(far)[0]).isCloseTo(1 + 60 + 10, within(0.1));
    }

    @Test
    void jacobian_isTheDifference() {
        LatentProcess.Fitted fitted = fitted();
        double[] z = {0.3, -0.7, 1.1};
        double[][] J = fitted.jacobian(z);
        for (int k = 0; k < 3; k++) {
            double[] up = z.clone();
            double[] down = z.clone();
            up[k] += 1e-4;
            down[k] -= 1e-4;
            for (int p = 0; p < 2; p++) {
                double difference = (fitted.values(up)[p] - fitted.values(down)[p]) / 2e-4;
                assertThat(J[p][k]).isCloseTo(difference, within(1e-6));
            }
        }
    }

    @Test
    void of_noise_isNotFollowed() {
        double[][] z = points(3);
        SplittableRandom random = new SplittableRandom(4);
        double[][] y = new double[POINTS][1];
        for (double[] row : y) {
            row[0] = random.nextGaussian();
        }
        LatentProcess.Fitted fitted = LatentProcess.of(z, y).at(z);
        double square = 0;
        for (double[] p : points(5)) {
            square += fitted.values(p)[0] * fitted.values(p)[0] / POINTS;
        }
        assertThat(square).isLessThan(0.3);
    }
}
