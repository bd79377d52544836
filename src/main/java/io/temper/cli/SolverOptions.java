package io.temper.cli;

import io.temper.app.Home;
import io.temper.fem.AdapterRegistry;
import io.temper.fem.FemSolver;
import picocli.CommandLine.Option;

/** Which solver verifies, and how well. */
final class SolverOptions {
    @Option(
            names = "--solver",
            defaultValue = "voxel",
            paramLabel = "NAME",
            description = "an adapter of fem-adapters/")
    String name;

    @Option(
            names = "--rtol",
            defaultValue = "1e-4",
            paramLabel = "R",
            description = "relative residual at which the solver may stop")
    double rtol;

    /** The solver; an {@link IllegalArgumentException} names the ones there are. */
    FemSolver solver(Home home) {
        return new AdapterRegistry(home.adapters()).solver(name);
    }
}
