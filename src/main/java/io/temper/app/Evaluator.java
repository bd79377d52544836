package io.temper.app;

import io.temper.camel.FemConstants;
import io.temper.fem.FemException;
import io.temper.fem.FemProblem;
import io.temper.fem.FemResult;
import io.temper.fem.FemSolver;
import io.temper.fem.adapter.AdapterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;

/** Single evaluations by {@code fem:}, so that they share cache, solver slots and metrics with those of designs. */
@ApplicationScoped
public class Evaluator {
    private final ProducerTemplate camel;
    private final AdapterRegistry adapters;
    private final Instance<FemSolver> solvers;

    Evaluator(ProducerTemplate camel, AdapterRegistry adapters, @Any Instance<FemSolver> solvers) {
        this.camel = camel;
        this.adapters = adapters;
        this.solvers = solvers;
    }

    /** @throws IllegalArgumentException if there is no solver of that name */
    public void check(String solver) {
        if (solvers.stream().noneMatch(s -> s.name().equals(solver))) {
            adapters.solver(solver);
        }
    }

    /**
     * Solves a problem; waits for its turn.
     *
     * @param folder of this evaluation's own: problem, result and logs are left in it
     * @throws IllegalArgumentException if there is no solver of that name
     */
    public FemResult solve(String solver, FemProblem problem, Path folder) throws FemException {
        check(solver);
        try {
            return camel.requestBodyAndHeaders(
                    "fem:" + solver, problem, Map.of(FemConstants.FOLDER, folder), FemResult.class);
        } catch (CamelExecutionException e) {
            if (e.getCause() instanceof FemException failure) {
                throw failure;
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
