package io.temper.fem.cache;

import io.temper.fem.FemException;
import io.temper.fem.FemException.Reason;
import io.temper.fem.FemListener;
import io.temper.fem.FemProblem;
import io.temper.fem.FemResult;
import io.temper.fem.FemSolver;
import io.temper.fem.FemTask;
import io.temper.fem.Fingerprint;
import io.temper.fem.ProblemWriter;
import io.temper.fem.ResultJson;
import io.temper.material.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A solver that makes each evaluation once: what was solved before, by whomever, is looked up. */
public final class CachingFemSolver implements FemSolver {
    /** What a solver's results depend on beside the problem. */
    @FunctionalInterface
    public interface Identity {
        /** Name, version and what else; empty if the version is not known, and then nothing is kept. */
        Optional<List<String>> of(Path folder) throws FemException;
    }

    private final FemSolver solver;
    private final Identity identity;
    private final EvaluationCache cache;

    public CachingFemSolver(FemSolver solver, Identity identity, EvaluationCache cache) {
        this.solver = solver;
        this.identity = identity;
        this.cache = cache;
    }

    @Override
    public String name() {
        return solver.name();
    }

    @Override
    public FemResult solve(FemProblem problem, Path folder) throws FemException {
        Optional<String> key = key(problem, folder);
        if (key.isEmpty()) {
            return solver.solve(problem, folder);
        }
        Optional<FemResult> known = cache.find(key.get(), problem, name());
        return known.isPresent() ? note(problem, known.get(), folder) : inTurn(key.get(), problem, folder);
    }

    private FemResult inTurn(String key, FemProblem problem, Path folder) throws FemException {
        return Turns.take(cache.lock(key), () -> {
            // whoever had the turn before may have made it
            Optional<FemResult> known = cache.find(key, problem, name());
            if (known.isPresent()) {
                return note(problem, known.get(), folder);
            }
            FemResult result = solver.solve(problem, folder);
            cache.keep(key, result);
            return result;
        });
    }

    @Override
    public void endLeftovers(Path folder) throws FemException {
        solver.endLeftovers(folder);
    }

    @Override
    public int batchSize() {
        return solver.batchSize();
    }

    /** Those that are not known are solved together; another who solves the same at the same time is not waited for. */
    @Override
    public void solveAll(List<FemTask> tasks, FemListener listener) throws FemException {
        Map<FemTask, String> keys = new HashMap<>();
        List<FemTask> rest = new ArrayList<>();
        for (FemTask task : tasks) {
            Optional<String> key = key(task.problem(), task.folder());
            key.ifPresent(k -> keys.put(task, k));
            Optional<FemResult> known = key.flatMap(k -> cache.find(k, task.problem(), name()));
            if (known.isPresent()) {
                listener.solved(task, note(task.problem(), known.get(), task.folder()));
            } else {
                rest.add(task);
            }
        }
        solver.solveAll(rest, new FemListener() {
            @Override
            public void solved(FemTask task, FemResult result) {
                String key = keys.get(task);
                if (key != null) {
                    cache.keep(key, result);
                }
                listener.solved(task, result);
            }

            @Override
            public void failed(FemTask task, FemException failure) {
                listener.failed(task, failure);
            }
        });
    }

    private Optional<String> key(FemProblem problem, Path folder) throws FemException {
        return identity.of(folder).map(solverIdentity -> Fingerprint.of(problem, solverIdentity));
    }

    /** The evaluation's folder is as any other, and says that its result was looked up. */
    private static FemResult note(FemProblem problem, FemResult result, Path folder) throws FemException {
        ProblemWriter.write(problem, folder);
        try {
            AtomicFile.write(folder.resolve("result.json"), ResultJson.write(result, true));
            return result;
        } catch (IOException e) {
            throw new FemException(Reason.IO, String.valueOf(e.getMessage()), e);
        }
    }
}
