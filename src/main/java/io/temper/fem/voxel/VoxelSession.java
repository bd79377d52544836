package io.temper.fem.voxel;

import io.temper.material.Microstructure;
import io.temper.material.Phases;
import java.util.SortedSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Solves one microstructure after the other. Threads stay, and so do fields and preconditioner as long as size and phases do
 * not change. Serves one thread. What it finds does not depend on what it solved before.
 */
public final class VoxelSession implements AutoCloseable {
    private final Team team;
    private @Nullable Key key;
    private @Nullable Homogenisation homogenisation;

    /** What the set-up depends on. */
    private record Key(int nx, int ny, int nz, Phases phases) {}

    /** @param threads threads that share one solution, at least 1 */
    public VoxelSession(int threads) {
        checkThreads(threads);
        team = new Team(threads);
    }

    static void checkThreads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads %d: at least 1 is needed".formatted(threads));
        }
    }

    /**
     * Solves for columns of C.
     *
     * @param columns load cases, numbers 1..6 (Voigt order 11 22 33 23 13 12)
     * @param rtol relative residual at which to stop [-]
     * @throws IllegalArgumentException if the grid does not fit the memory
     * @throws ArithmeticException if the conjugate gradients do not converge
     */
    public VoxelSolution solve(Microstructure m, Phases phases, SortedSet<Integer> columns, double rtol) {
        return solve(m, phases, columns, rtol, null);
    }

    /**
     * Solves for columns of C and hands out the local fields.
     *
     * @param fields takes the local fields of each column as it is solved
     */
    public VoxelSolution solve(
            Microstructure m,
            Phases phases,
            SortedSet<Integer> columns,
            double rtol,
            @Nullable Consumer<LocalFields> fields) {
        Key wanted = new Key(m.nx(), m.ny(), m.nz(), phases);
        MemoryEstimate.of(m, columns.size(), team.threads()).check();
        if (homogenisation == null || !wanted.equals(key)) {
            homogenisation = null;
            homogenisation = new Homogenisation(m.nx(), m.ny(), m.nz(), phases, team);
            key = wanted;
        }
        return homogenisation.solve(m, columns, rtol, fields);
    }

    @Override
    public void close() {
        team.close();
    }
}
