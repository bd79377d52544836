/**
 * The values every part speaks: voxel {@link io.temper.material.Microstructure}, {@link io.temper.material.Phase},
 * {@link io.temper.material.Stiffness}, {@link io.temper.material.DesignTarget}, their descriptors and file formats.
 *
 * <p>Stiffness and Young's modulus are in GPa, lengths in voxels, Voigt order is 11 22 33 23 13 12 with engineering shear.
 * Axis 0 is x, direction 1. Depends on nothing else of temper.
 */
@NullMarked
package io.temper.material;

import org.jspecify.annotations.NullMarked;
