package io.temper.fem.cache;

import io.temper.fem.FemException;
import io.temper.fem.FemProblem;
import io.temper.fem.FemResult;
import io.temper.fem.FemSolver;
import io.temper.material.Microstructure;
import io.temper.material.Phases;
import io.temper.material.StiffnessBounds;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

/** Hill's estimate, which every check lets pass, and how often it was asked for. */
class CountingSolver implements FemSolver {
    final AtomicInteger count = new AtomicInteger();

    static FemProblem problem(int seed) {
        byte[] voxels = new byte[64];
        Random random = new Random(seed);
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = (byte) random.nextInt(2);
        }
        return new FemProblem(new Microstructure(4, 4, 4, voxels), Phases.PAPER, new TreeSet<>(List.of(1, 2)), 1e-4);
    }

    static FemResult result(FemProblem p) {
        return new FemResult(
                StiffnessBounds.of(p.phases(), p.microstructure().hardFraction())
                        .hill(),
                List.of(3, 4),
                1.0 / 3e5,
                0.25,
                "hill",
                "1.2 \"beta\"");
    }

    @Override
    public String name() {
        return "hill";
    }

    @Override
    public FemResult solve(FemProblem p, Path folder) throws FemException {
        count.incrementAndGet();
        return result(p);
    }
}
