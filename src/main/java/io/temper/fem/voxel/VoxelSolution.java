package io.temper.fem.voxel;

import io.temper.material.Stiffness;
import java.util.List;

/**
 * What the voxel solver found.
 *
 * @param stiffness the solved columns of C [GPa]
 * @param iterations conjugate gradient iterations per solved column, in the order of the columns
 * @param residual largest relative residual reached over the columns [-], computed anew from the displacement
 */
public record VoxelSolution(Stiffness stiffness, List<Integer> iterations, double residual) {
    public VoxelSolution {
        iterations = List.copyOf(iterations);
    }
}
