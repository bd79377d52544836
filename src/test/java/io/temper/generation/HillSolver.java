package io.temper.generation;

import io.temper.fem.FemException;
import io.temper.fem.FemProblem;
import io.temper.fem.FemResult;
import io.temper.fem.FemSolver;
import io.temper.material.Microstructure;
import io.temper.material.StiffnessBounds;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Labels at once with Hill's estimate, which every check lets pass, and fails at an evaluation of the test's choice. */
final class HillSolver implements FemSolver {
    /** What it was asked for, in the order of the calls. */
    final List<Microstructure> asked = new CopyOnWriteArrayList<>();

    private final int failAt;

    /** @param failAt number of the call that fails, from 1; 0 for none */
    HillSolver(int failAt) {
        this.failAt = failAt;
    }

    @Override
    public String name() {
        return "hill";
    }

    @Override
    public FemResult solve(FemProblem p, Path unused) throws FemException {
        asked.add(p.microstructure());
        if (asked.size() == failAt) {
            throw new FemException(FemException.Reason.CRASHED, "out of luck");
        }
        return new FemResult(
                StiffnessBounds.of(p.phases(), p.microstructure().hardFraction())
                        .hill(),
                List.of(1),
                0,
                0,
                name(),
                "1,2 beta");
    }
}
