package io.temper.annealing;

import java.util.random.RandomGenerator;

/** The Metropolis rule (Metropolis et al. 1953). */
public final class Metropolis {
    private Metropolis() {}

    /** Probability exp(-dE / T) of taking a step that changes the energy by dE at temperature T; 1 if dE is not above 0. */
    public static double probability(double dE, double T) {
        return dE <= 0 ? 1 : Math.exp(-dE / T);
    }

    /** Whether the step is taken. One number is drawn in any case, so that a run stays in step with its random stream. */
    public static boolean accepts(double dE, double T, RandomGenerator random) {
        return random.nextDouble() < probability(dE, T);
    }
}
