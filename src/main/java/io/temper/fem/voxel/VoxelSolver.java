package io.temper.fem.voxel;

import io.temper.material.Microstructure;
import io.temper.material.Phases;
import java.util.SortedSet;

/**
 * Effective stiffness of a periodic two-phase voxel grid with one trilinear brick per voxel. Stateless: one instance serves
 * any number of threads. The same input gives the same bits, whatever the number of threads.
 */
public final class VoxelSolver {
    private final Phases phases;
    private final int threads;

    /** @param threads threads that share one solution, at least 1 */
    public VoxelSolver(Phases phases, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads %d: at least 1 is needed".formatted(threads));
        }
        this.phases = phases;
        this.threads = threads;
    }

    /**
     * Solves for columns of C.
     *
     * @param columns load cases, numbers 1..6 (Voigt order 11 22 33 23 13 12)
     * @param rtol relative residual at which to stop [-]
     * @throws IllegalArgumentException if the grid does not fit the memory
     * @throws ArithmeticException if the conjugate gradients do not converge
     */
    public VoxelSolution solve(Microstructure microstructure, SortedSet<Integer> columns, double rtol) {
        MemoryEstimate.of(microstructure, columns.size(), threads).check();
        try (Team team = new Team(threads)) {
            return new Homogenisation(microstructure, phases, team).solve(columns, rtol);
        }
    }
}
