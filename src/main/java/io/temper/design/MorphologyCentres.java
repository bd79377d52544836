package io.temper.design;

import io.temper.generation.Sigma;
import io.temper.material.DesignTarget;
import java.util.List;

/**
 * The candidates' own morphology. A Gaussian filter of standard deviation s gives white noise the autocorrelation exp(-d^2 / 4
 * s^2); thresholded at its median it has the correlation 2/pi asin of that (the arcsine law), which is one half at d = s sqrt(2
 * ln 2). So the half-correlation length of a candidate along an axis gives the filter that makes microstructures like it, and
 * its hard fraction is where its stiffness came nearest to the target.
 */
final class MorphologyCentres implements SampleCentres {
    /** Half-correlation length over standard deviation [-]. */
    static final double LENGTH_PER_SIGMA = Math.sqrt(2 * Math.log(2));
    /** Below this a filter does nothing [voxels]. */
    private static final double SMALLEST = 0.3;

    @Override
    public List<Centre> near(DesignTarget target, List<Candidate> candidates, int size) {
        return candidates.stream()
                .map(Candidate::base)
                .map(p -> new Centre(
                        sigma(p.correlationLength(), size), p.microstructure().hardFraction()))
                .toList();
    }

    /** From half-correlation lengths [voxels]; a fibre through the cell gets the filter from which on all is constant. */
    static Sigma sigma(List<Double> lengths, int size) {
        double[] s = lengths.stream()
                .mapToDouble(l -> Math.max(SMALLEST, Math.min(size / 4.0, l / LENGTH_PER_SIGMA)))
                .toArray();
        return new Sigma(s[0], s[1], s[2]);
    }
}
