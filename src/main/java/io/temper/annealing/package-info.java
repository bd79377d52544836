/**
 * Metropolis simulated annealing in a latent space: proposals in batches, a cooling schedule, injected randomness
 * (Kirkpatrick, Gelatt and Vecchi 1983; Metropolis et al. 1953). Knows nothing of networks or materials.
 */
@NullMarked
package io.temper.annealing;

import org.jspecify.annotations.NullMarked;
