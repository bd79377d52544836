package io.temper.fem.voxel;

/**
 * Mean strain and stress of each voxel in one load case, the macroscopic strain included. Voxel (x, y, z) is number
 * (x * ny + y) * nz + z.
 *
 * @param column load case 1..6: the unit macroscopic strain (Voigt order 11 22 33 23 13 12)
 * @param strain [6: Voigt, engineering shear][voxels]
 * @param stress [6: Voigt][voxels, GPa]
 */
public record LocalFields(int column, float[][] strain, float[][] stress) {}
