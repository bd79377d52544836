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
        VoxelSession.checkThreads(threads);
        this.phases = phases;
        this.threads = threads;
    }

    /** Solves for columns of C: as {@link VoxelSession#solve} does. */
    public VoxelSolution solve(Microstructure microstructure, SortedSet<Integer> columns, double rtol) {
        try (VoxelSession session = new VoxelSession(threads)) {
            return session.solve(microstructure, phases, columns, rtol);
        }
    }
}
