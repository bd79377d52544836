package io.temper.vaereg.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.temper.vaereg.LatentPrior;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class LatentMapTest {
    private static final int N = 20_000;
    /** Standard deviations along the hidden axes of {@link #samples}. */
    private static final double[] DEVIATIONS = {3, 2, 0.5, 0.1};
    /** An orthogonal matrix of rows: Hadamard's, halved. */
    private static final double[][] AXES = {
        {0.5, 0.5, 0.5, 0.5}, {0.5, -0.5, 0.5, -0.5}, {0.5, 0.5, -0.5, -0.5}, {0.5, -0.5, -0.5, 0.5}
    };

    /** Gaussian samples around (1, 2, 3, 4), along known axes with known deviations. */
    private static double[][] samples(RandomGenerator random) {
        double[][] z = new double[N][];
        for (int i = 0; i < N; i++) {
            z[i] = new double[] {1, 2, 3, 4};
            for (int a = 0; a < 4; a++) {
                double t = DEVIATIONS[a] * random.nextGaussian();
                for (int j = 0; j < 4; j++) {
                    z[i][j] += t * AXES[a][j];
                }
            }
        }
        return z;
    }

    /** Falls along the first hidden axis and rises along the second. */
    private static double c11(double[] z) {
        return 100 - dot(z, AXES[0]) + dot(z, AXES[1]);
    }

    private static double dot(double[] a, double[] b) {
        double s = 0;
        for (int j = 0; j < a.length; j++) {
            s += a[j] * b[j];
        }
        return s;
    }

    private static LatentMap map() {
        double[][] z = samples(new SplittableRandom(1));
        return LatentMap.of(
                "ab", z, Arrays.stream(z).mapToDouble(LatentMapTest::c11).toArray());
    }

    @Test
    void of_gaussianSamples_findsTheirAxesWithC11Rising() {
        LatentMap map = map();

        assertThat(dot(map.axes()[0], AXES[0])).isCloseTo(-1, within(1e-3));
        assertThat(dot(map.axes()[1], AXES[1])).isCloseTo(1, within(1e-3));
        assertThat(map.centre()).containsExactly(new double[] {1, 2, 3, 4}, within(0.06));
        double total = 9 + 4 + 0.25 + 0.01;
        assertThat(map.explained()).containsExactly(new double[] {9 / total, 4 / total}, within(0.01));
    }

    @Test
    void samples_areWhereProjectPutsThem_withTheirLabels() {
        double[][] z = samples(new SplittableRandom(1));
        LatentMap map = map();

        for (int i : new int[] {0, 7, N - 1}) {
            double[] place = map.project(z[i]);
            assertThat(map.samples().get(i)).isEqualTo(new LatentMap.Sample(place[0], place[1], c11(z[i])));
        }
        assertThat(map.project(map.centre())).containsExactly(0, 0);
    }

    @Test
    void spread_ofAMode_isTheCovarianceOfItsSamplesInThePlane() {
        LatentMap map = map();
        double[] logVariance = {Math.log(0.04), Math.log(0.5), Math.log(1.5), Math.log(0.01)};
        LatentPrior.Mode mode = new LatentPrior.Mode(1, 1, new double[] {1, 0, -1, 2}, logVariance);
        double[] mean = map.project(mode.mean());
        RandomGenerator random = new SplittableRandom(2);
        double xx = 0;
        double xy = 0;
        double yy = 0;
        for (int i = 0; i < N; i++) {
            double[] p = map.project(mode.sample(random, 1));
            double x = p[0] - mean[0];
            double y = p[1] - mean[1];
            xx += x * x / N;
            xy += x * y / N;
            yy += y * y / N;
        }

        LatentMap.Spread spread = map.spread(mode);
        assertThat(spread.xx()).isCloseTo(xx, within(0.02));
        assertThat(spread.xy()).isCloseTo(xy, within(0.02));
        assertThat(spread.yy()).isCloseTo(yy, within(0.02));
    }

    @Test
    void of_samplesAllTheSame_isRefused() {
        double[][] same = {{1, 2}, {1, 2}, {1, 2}};
        assertThatThrownBy(() -> LatentMap.of("ab", same, new double[] {1, 2, 3}))
                .hasMessageContaining("3 samples of latent size 2 span no plane");
    }

    @Test
    void project_otherLatentSize_isRefused() {
        assertThatThrownBy(() -> map().project(new double[3]))
                .hasMessage("a latent point of 3 numbers is none of a model with 4");
    }
}
