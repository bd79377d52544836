package io.temper.fem;

import io.temper.fem.FemException.Reason;
import java.nio.file.Path;
import java.util.List;

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

    /**
     * Ends what an earlier process, which was killed, may have left at work in a folder or below it. What it has solved so far
     * stays, and jobs of a scheduler go on: {@link #solveAll} finds both.
     */
    default void endLeftovers(Path folder) throws FemException {}

    /** How many problems {@link #solveAll} should be given at once; 1 if many have no advantage over one. */
    default int batchSize() {
        return 1;
    }

    /**
     * Solves many problems. What an earlier call for the same problems in the same folders has left, if it was cut short, need
     * not be solved again.
     *
     * @throws FemException CANCELLED: this thread was interrupted, and still is; the listener has not heard of all
     */
    default void solveAll(List<FemTask> tasks, FemListener listener) throws FemException {
        for (FemTask task : tasks) {
            try {
                listener.solved(task, solve(task.problem(), task.folder()));
            } catch (FemException e) {
                if (e.reason() == Reason.CANCELLED) {
                    throw e;
                }
                listener.failed(task, e);
            }
        }
    }
}
