/**
 * Effective stiffness by finite elements: problem, result and their files, what a solver is, and the embedded one.
 *
 * <p>Periodic boundaries, one trilinear 8-node brick (2x2x2 Gauss) per voxel; column j of C is the mean stress under unit
 * macroscopic strain j. Stiffness in GPa.
 */
@NullMarked
package io.temper.fem;

import org.jspecify.annotations.NullMarked;
