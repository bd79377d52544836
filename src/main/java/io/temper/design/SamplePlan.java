package io.temper.design;

import io.temper.design.SampleCentres.Centre;
import io.temper.generation.Sigma;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Fresh samples around centres, in turn: fractions spread evenly over an interval about the centre's, with a random place in
 * each part of it, and filters a little wider or narrower along each axis, so that the components' ratios vary too.
 */
final class SamplePlan {
    /** Half width of the interval of hard fractions [-]. */
    private static final double FRACTION_SPREAD = 0.08;
    /** Standard deviation of ln sigma [-]. */
    private static final double SIGMA_SPREAD = 0.2;

    private static final double MIN_FRACTION = 0.02;
    private static final double MIN_SIGMA = 0.3;

    private SamplePlan() {}

    /**
     * @param centres at least one, the most promising first
     * @param size voxels of the cell along each axis
     */
    static List<FreshSample> around(List<Centre> centres, int count, int size, RandomGenerator random) {
        int rounds = (count + centres.size() - 1) / centres.size();
        List<FreshSample> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Centre centre = centres.get(i % centres.size());
            double place = 2 * (i / centres.size() + random.nextDouble()) / rounds - 1;
            double fraction = centre.fraction() + FRACTION_SPREAD * place;
            samples.add(new FreshSample(
                    varied(centre.sigma(), size, random),
                    Math.max(MIN_FRACTION, Math.min(1 - MIN_FRACTION, fraction)),
                    random.nextLong()));
        }
        return samples;
    }

    private static Sigma varied(Sigma sigma, int size, RandomGenerator random) {
        return new Sigma(
                varied(sigma.x(), size, random), varied(sigma.y(), size, random), varied(sigma.z(), size, random));
    }

    private static double varied(double s, int size, RandomGenerator random) {
        return Math.max(MIN_SIGMA, Math.min(size / 4.0, s * Math.exp(SIGMA_SPREAD * random.nextGaussian())));
    }
}
