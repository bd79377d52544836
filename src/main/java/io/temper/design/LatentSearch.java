package io.temper.design;

import io.temper.annealing.AnnealingResult;
import io.temper.annealing.AnnealingSchedule;
import io.temper.annealing.LatentAnnealer;
import io.temper.material.DesignTarget;
import io.temper.vaereg.LatentPrior;
import io.temper.vaereg.VaeReg;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A search for a latent point that the surrogate takes for a target and that its prior finds likely.
 *
 * @param target what the surrogate is asked for, corrected by what the solver found [GPa]
 * @param mode component of p(z|target) to stay in, from 1, so that candidates keep their morphology
 * @param start latent point to start from [latent size]; not modified
 * @param seed of the annealer's random numbers
 */
public record LatentSearch(DesignTarget target, int mode, double[] start, long seed) {
    /**
     * Anneals from {@code start} and from the mode's mean for the corrected target.
     *
     * @param energy weights of the objective
     */
    public AnnealingResult run(VaeReg model, AnnealingSchedule schedule, SurrogateEnergy.Weights energy) {
        LatentPrior.Mode component = model.prior(target).modes().stream()
                .filter(m -> m.index() == mode)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the model has no mode %d".formatted(mode)));
        double[] scale = component.logVariance().clone();
        for (int i = 0; i < scale.length; i++) {
            scale[i] = Math.exp(0.5 * scale[i]);
        }
        return new LatentAnnealer(schedule)
                .anneal(
                        List.of(start, component.mean()),
                        scale,
                        new SurrogateEnergy(model, target, component, energy),
                        new SplittableRandom(seed));
    }
}
