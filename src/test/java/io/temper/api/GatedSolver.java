package io.temper.api;

import io.temper.design.AnalyticMaterial;
import io.temper.fem.FemException;
import io.temper.fem.FemProblem;
import io.temper.fem.FemResult;
import io.temper.fem.FemSolver;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Solves one problem for each permit that a test gives, in turn; named {@code gated}. */
public final class GatedSolver implements FemSolver {
    public final Semaphore permits = new Semaphore(0, true);
    /** Designs whose evaluations were solved, in order. */
    private final List<String> solved = new ArrayList<>();

    private final FemSolver solver = new AnalyticMaterial.Solver();

    @Override
    public String name() {
        return "gated";
    }

    @Override
    public FemResult solve(FemProblem problem, Path folder) throws FemException {
        try {
            permits.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FemException(FemException.Reason.CANCELLED, "cancelled", e);
        }
        synchronized (solved) {
            solved.add(folder.getParent().getParent().getFileName().toString());
        }
        return solver.solve(problem, folder);
    }

    List<String> solved() {
        synchronized (solved) {
            return List.copyOf(solved);
        }
    }

    public void reset() {
        permits.drainPermits();
        synchronized (solved) {
            solved.clear();
        }
    }
}
