/**
 * What people want of a microstructure: values, ranges and extremes of its stiffness, engineering constants and geometry. Stiffness
 * and moduli in GPa, lengths in voxels, Voigt order 11 22 33 23 13 12.
 */
@NullMarked
package io.temper.goal;

import org.jspecify.annotations.NullMarked;
