package io.temper.design;

import io.temper.annealing.AnnealingResult;
import io.temper.annealing.AnnealingSchedule;
import io.temper.annealing.LatentAnnealer;
import io.temper.material.DesignTarget;
import io.temper.material.Property;
import io.temper.vaereg.LatentPrior;
import io.temper.vaereg.VaeReg;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A search in latent space, within one mode, for a point that the surrogate takes for a target. It starts from the
 * candidate's own point alone: where the prior extrapolates, its mean for a corrected target may be of another morphology.
 *
 * @param target what the surrogate has to say, corrected by what the solver found [GPa]
 * @param importance how much the components count; 1 where it does not say
 * @param mode component of p(z|c*) whose unlikelihood counts, so that candidates keep their morphology
 * @param start latent point to start from [latent size]; not modified
 * @param seed of the annealer's random numbers
 */
public record LatentSearch(
        DesignTarget target, Map<Property, Double> importance, LatentPrior.Mode mode, double[] start, long seed) {
    /** A search in which every component counts the same. */
    public LatentSearch(DesignTarget target, LatentPrior.Mode mode, double[] start, long seed) {
        this(target, Map.of(), mode, start, seed);
    }

    public AnnealingResult run(VaeReg model, AnnealingSchedule schedule, SurrogateEnergy.Weights weights) {
        double[] scale =
                Arrays.stream(mode.logVariance()).map(v -> Math.exp(0.5 * v)).toArray();
        return new LatentAnnealer(schedule)
                .anneal(
                        List.of(start),
                        scale,
                        new SurrogateEnergy(model, target, importance, mode, weights),
                        new SplittableRandom(seed));
    }
}
