package io.temper.vaereg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GaussianMixtureTest {
    /** Two clusters on x = -2 and x = 2 (weights 0.3, 0.7); y = 1 + 0.5 x in the first and -x in the second, plus noise. */
    private static double[][] points(int n) {
        SplittableRandom random = new SplittableRandom(8);
        double[][] points = new double[n][];
        for (int i = 0; i < n; i++) {
            boolean first = random.nextDouble() < 0.3;
            double x = (first ? -2 : 2) + 0.5 * random.nextGaussian();
            double y = (first ? 1 + 0.5 * x : -x) + 0.1 * random.nextGaussian();
            points[i] = new double[] {x, y};
        }
        return points;
    }

    @Test
    void complete_knownX_eachClusterAnswersOnItsLine() {
        GaussianMixture mixture = GaussianMixture.fit(points(4000), 2, new SplittableRandom(1));
        var left = mixture.complete(new int[] {0}, new double[] {-1.5}).get(0);
        assertThat(left.weight()).isGreaterThan(0.99);
        assertThat(left.point()[1]).isCloseTo(1 - 0.75, within(0.05));
        var right = mixture.complete(new int[] {0}, new double[] {2.5}).get(0);
        assertThat(right.point()).containsExactly(new double[] {2.5, -2.5}, within(0.05));
    }

    @Test
    void complete_betweenTheClusters_weighsThemByTheirDensity() {
        GaussianMixture mixture = GaussianMixture.fit(points(20_000), 2, new SplittableRandom(1));
        var both = mixture.complete(new int[] {0}, new double[] {0});
        // the same distance from both: the prior's weights decide
        assertThat(both.get(0).weight()).isCloseTo(0.7, within(0.1));
        assertThat(both.stream().mapToDouble(GaussianMixture.Completion::weight).sum())
                .isCloseTo(1, within(1e-12));
    }

    @Test
    void logDensity_ofOneGaussian_isTheFormula() {
        GaussianMixture one = new GaussianMixture(java.util.List.of(
                new GaussianMixture.Component(1, java.util.List.of(1.0), java.util.List.of(java.util.List.of(4.0)))));
        assertThat(one.logDensity(new double[][] {{3}}))
                .isCloseTo(-0.5 * (Math.log(2 * Math.PI * 4) + 1), within(1e-12));
    }

    @Test
    void fit_rightNumberOfComponents_isLikelierThanOne() {
        double[][] training = points(2000);
        double[][] other = points(4000);
        assertThat(GaussianMixture.fit(training, 2, new SplittableRandom(1)).logDensity(other))
                .isGreaterThan(GaussianMixture.fit(training, 1, new SplittableRandom(1))
                                .logDensity(other)
                        + 0.5);
    }
}
