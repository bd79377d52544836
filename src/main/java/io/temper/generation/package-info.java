/**
 * Microstructure generation: white noise, periodic Gaussian filter with standard deviations (i, j, k) voxels, threshold at
 * a quantile (Fernandez-Zelaia et al. 2019), and the recipe of the training dataset.
 */
@NullMarked
package io.temper.generation;

import org.jspecify.annotations.NullMarked;
