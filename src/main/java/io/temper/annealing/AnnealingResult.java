package io.temper.annealing;

import java.util.List;

/**
 * What annealing found.
 *
 * @param z the point of least energy ever met, starts included [latent size]
 * @param energy its energy [-]
 * @param ends where the chains ended, in the order of the starts [latent size each]; at a fixed temperature they are
 *     draws from the Boltzmann distribution
 * @param trace one entry per iteration
 */
public record AnnealingResult(double[] z, double energy, List<double[]> ends, List<Iteration> trace) {
    /**
     * One Metropolis step of all chains.
     *
     * @param temperature of the step [-]
     * @param meanEnergy of the chains after the step [-]
     * @param leastEnergy met so far [-]
     * @param accepted proposals that were accepted, of one per chain
     */
    public record Iteration(double temperature, double meanEnergy, double leastEnergy, int accepted) {}

    public AnnealingResult {
        ends = List.copyOf(ends);
        trace = List.copyOf(trace);
    }
}
