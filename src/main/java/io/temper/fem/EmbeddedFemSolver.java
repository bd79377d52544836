package io.temper.fem;

import io.temper.fem.FemException.Reason;
import io.temper.fem.voxel.LocalFields;
import io.temper.fem.voxel.VoxelMain;
import io.temper.fem.voxel.VoxelSession;
import io.temper.fem.voxel.VoxelSolution;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The embedded voxel solver in this process, for work of many small problems, where starting a process for each would cost
 * more than solving it. Numbers, name, version and checks are those of the adapter {@code voxel}; what it lacks is the
 * process's shelter: no time limit, and memory is this JVM's.
 */
public final class EmbeddedFemSolver implements FemSolver {
    private final int threads;

    /** @param threads threads that share one problem, at least 1; callers that solve many at once want 1 */
    public EmbeddedFemSolver(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads %d: at least 1 is needed".formatted(threads));
        }
        this.threads = threads;
    }

    @Override
    public String name() {
        return "voxel";
    }

    /** @param folder not used: nothing is exchanged by files */
    @Override
    public FemResult solve(FemProblem problem, Path folder) throws FemException {
        return solve(problem, (Consumer<LocalFields>) null);
    }

    /**
     * Solves a problem and hands out local fields.
     *
     * @param fields takes strain and stress of the voxels for each column as it is solved; they are not checked
     */
    public FemResult solve(FemProblem problem, @Nullable Consumer<LocalFields> fields) throws FemException {
        if (Thread.currentThread().isInterrupted()) {
            throw new FemException(Reason.CANCELLED, "cancelled before solver %s began".formatted(name()));
        }
        long start = System.nanoTime();
        VoxelSolution solution = solution(problem, fields);
        try {
            new ResultChecks(problem).check(solution.stiffness(), solution.residual());
        } catch (FemException e) {
            throw failed(e.reason(), e);
        }
        return new FemResult(
                solution.stiffness(),
                solution.iterations(),
                solution.residual(),
                (System.nanoTime() - start) * 1e-9,
                name(),
                VoxelMain.VERSION);
    }

    private VoxelSolution solution(FemProblem problem, @Nullable Consumer<LocalFields> fields) throws FemException {
        try (VoxelSession session = new VoxelSession(threads)) {
            return session.solve(problem.microstructure(), problem.phases(), problem.columns(), problem.rtol(), fields);
        } catch (ArithmeticException e) {
            throw failed(Reason.UNPHYSICAL, e);
        } catch (IllegalArgumentException | OutOfMemoryError e) {
            throw failed(Reason.CRASHED, e);
        }
    }

    private FemException failed(Reason reason, Throwable e) {
        return new FemException(reason, "solver %s: %s".formatted(name(), e.getMessage()), e);
    }
}
