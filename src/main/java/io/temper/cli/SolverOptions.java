package io.temper.cli;

import io.temper.app.Home;
import io.temper.fem.EmbeddedFemSolver;
import io.temper.fem.FemSolver;
import io.temper.fem.adapter.AdapterRegistry;
import picocli.CommandLine.Option;

/** Which solver verifies, and how well. */
final class SolverOptions {
    static final String EMBEDDED = "embedded";

    @Option(
            names = "--solver",
            defaultValue = "voxel",
            paramLabel = "NAME",
            description = "an adapter of fem-adapters/, or 'embedded': the adapter voxel's solver within this process")
    String name;

    @Option(
            names = "--rtol",
            defaultValue = "1e-4",
            paramLabel = "R",
            description = "relative residual at which the solver may stop")
    double rtol;

    /** The solver; an {@link IllegalArgumentException} names the ones there are. */
    FemSolver solver(Home home) {
        return solver(home, name);
    }

    /** An adapter by its name, or the embedded solver, one thread for each problem. */
    static FemSolver solver(Home home, String name) {
        return name.equals(EMBEDDED) ? new EmbeddedFemSolver(1) : new AdapterRegistry(home.adapters()).solver(name);
    }
}
