/**
 * The embedded voxel solver: matrix-free trilinear bricks, conjugate gradients preconditioned by the Green operator of a
 * homogeneous medium (Schneider et al. 2017, Leute et al. 2022, Ladecky et al. 2022). Its own {@code main}, so
 * that it can be a process of its own: uses the JDK, {@code jackson-core} and {@link io.temper.material} only.
 */
@NullMarked
package io.temper.fem.voxel;

import org.jspecify.annotations.NullMarked;
