package io.temper.annealing;

/**
 * How long and how hot to anneal.
 *
 * @param iterations Metropolis steps of each chain, at least 1
 * @param chains independent chains from each start, at least 1
 * @param step standard deviation of a proposal, in units of the scale of each dimension, positive [-]
 * @param cooling temperature by iteration
 */
public record AnnealingSchedule(int iterations, int chains, double step, CoolingSchedule cooling) {
    public AnnealingSchedule {
        if (iterations < 1 || chains < 1) {
            throw new IllegalArgumentException("annealing with %d iterations of %d chains: at least 1 of each is needed"
                    .formatted(iterations, chains));
        }
        if (!(step > 0) || !Double.isFinite(step)) {
            throw new IllegalArgumentException("annealing step %s must be positive and finite".formatted(step));
        }
    }
}
