package io.temper.vaereg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LatentPriorTest {
    private static final LatentPrior PRIOR = new LatentPrior(List.of(
            new LatentPrior.Mode(2, 0.7, new double[] {0, 1}, new double[] {0, Math.log(4)}),
            new LatentPrior.Mode(1, 0.3, new double[] {3, -1}, new double[] {Math.log(0.25), 0})));

    @Test
    void unlikelihood_isNegativeLogOfTheMixtureDensity() {
        double[] z = {0.5, 0.2};
        double density = 0.7 * normal(0.5, 0, 1) * normal(0.2, 1, 2) + 0.3 * normal(0.5, 3, 0.5) * normal(0.2, -1, 1);
        assertThat(PRIOR.unlikelihood(z)).isCloseTo(-Math.log(density), within(1e-12));
    }

    @Test
    void unlikelihood_farAway_isFinite() {
        assertThat(PRIOR.unlikelihood(new double[] {1e3, -1e3})).isFinite().isGreaterThan(1e5);
    }

    @Test
    void sample_manyOfThem_haveTheModesMoments() {
        SplittableRandom random = new SplittableRandom(5);
        double sum = 0;
        double square = 0;
        int n = 20_000;
        for (int i = 0; i < n; i++) {
            double v = PRIOR.modes().get(0).sample(random, 1)[1];
            sum += v;
            square += (v - 1) * (v - 1);
        }
        assertThat(sum / n).isCloseTo(1, within(0.05));
        assertThat(square / n).isCloseTo(4, within(0.15));
    }

    @Test
    void distinct_closeModes_becomeTheHeavierOne() {
        double[] narrow = {0, 0};
        LatentPrior prior = LatentPrior.distinct(List.of(
                new LatentPrior.Mode(1, 0.2, new double[] {0, 0.5}, narrow),
                new LatentPrior.Mode(2, 0.3, new double[] {0.2, 0}, narrow),
                new LatentPrior.Mode(3, 0.3, new double[] {9, 9}, narrow)));
        assertThat(prior.modes()).extracting(LatentPrior.Mode::index).containsExactly(2, 3);
        assertThat(prior.modes().get(0).weight()).isCloseTo(0.625, within(1e-12));
    }

    private static double normal(double x, double mean, double sd) {
        return Math.exp(-0.5 * (x - mean) * (x - mean) / (sd * sd)) / (sd * Math.sqrt(2 * Math.PI));
    }
}
