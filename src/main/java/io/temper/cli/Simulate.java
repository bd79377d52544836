package io.temper.cli;

import io.temper.app.Home;
import io.temper.fem.FemException;
import io.temper.fem.FemProblem;
import io.temper.fem.FemResult;
import io.temper.fem.FemSolver;
import io.temper.material.Microstructure;
import io.temper.material.MicrostructureFormats;
import io.temper.material.Stiffness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Computes the effective stiffness of a microstructure. */
@Command(name = "simulate", description = "Effective stiffness of a microstructure by finite elements.")
final class Simulate extends Subcommand {
    @Parameters(paramLabel = "FILE", description = "voxels: .npy .vti .nrrd .tif")
    Path file;

    @Option(
            names = "--columns",
            defaultValue = "1",
            paramLabel = "LIST",
            description = "columns of C to solve for: 1, or 1,2,3, or all")
    Columns columns;

    @Mixin
    PhaseOptions phases;

    @Mixin
    SolverOptions solver;

    @Override
    public Integer call() throws IOException, FemException {
        FemSolver chosen = solver.solver(Home.find());
        Microstructure m = MicrostructureFormats.read(file);
        FemProblem problem = new FemProblem(m, phases.phases(), columns.numbers(), solver.rtol);
        Path folder = Files.createTempDirectory("temper-simulate");
        try {
            console().result(json(chosen.solve(problem, folder)));
        } catch (FemException e) {
            throw new FemException(e.reason(), "%s (logs: %s)".formatted(e.getMessage(), folder), e);
        }
        OutputFolder.delete(folder);
        return 0;
    }

    private static Map<String, Object> json(FemResult result) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("C", rows(result.stiffness()));
        json.put("solver", result.solver());
        json.put("version", result.version());
        json.put("iterations", result.iterations());
        json.put("residual", result.residual());
        json.put("seconds", result.seconds());
        return json;
    }

    /** Six rows of six, null where the column was not solved. */
    private static @Nullable Double[][] rows(Stiffness C) {
        @Nullable Double[][] rows = new Double[6][6];
        for (int j : C.solvedColumns()) {
            double[] column = C.column(j).orElseThrow();
            for (int i = 0; i < 6; i++) {
                rows[i][j - 1] = column[i];
            }
        }
        return rows;
    }
}
