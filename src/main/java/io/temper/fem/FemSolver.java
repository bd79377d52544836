package io.temper.fem;

import java.nio.file.Path;

/** Something that solves homogenisation problems. Safe for use by several threads at once. */
public interface FemSolver {
    /** Name of the adapter, for example {@code voxel}. */
    String name();

    /**
     * Solves a problem.
     *
     * @param folder a folder of this evaluation's own, made if it is missing; problem, result and logs are left in it
     * @throws FemException if there is no result that can be trusted; its logs stay in the folder
     */
    FemResult solve(FemProblem problem, Path folder) throws FemException;
}
