package io.temper.annealing;

import java.util.List;

/** What annealing makes small. Evaluated for a whole batch of points at once, since a network decodes batches cheaply. */
@FunctionalInterface
public interface Energy {
    /** Energies [-] of points z, each [latent size] and not to be modified, in the same order. */
    double[] of(List<double[]> z);
}
