/**
 * DREAM.3D's files: HDF5 in the layout that DREAM.3D 6 calls 7.0, an image geometry with one phase number per cell.
 *
 * <p>Read with jhdf. Written by {@link io.temper.dream3d.HdfWriter}, since jhdf writes neither unsigned numbers nor strings of
 * variable length, both of which DREAM.3D asks for, and only files that HDF5 1.8, which DREAM.3D 6 is built with, cannot open.
 */
@NullMarked
package io.temper.dream3d;

import org.jspecify.annotations.NullMarked;
