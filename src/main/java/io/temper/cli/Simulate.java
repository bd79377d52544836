package io.temper.cli;

import io.temper.app.Home;
import io.temper.fem.EmbeddedFemSolver;
import io.temper.fem.FemException;
import io.temper.fem.FemProblem;
import io.temper.fem.FemResult;
import io.temper.fem.FemSolver;
import io.temper.fem.ResultSummary;
import io.temper.fem.voxel.LocalFieldsFile;
import io.temper.material.Microstructure;
import io.temper.material.MicrostructureFormats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Computes the effective stiffness of a microstructure. */
@Command(name = "simulate", description = "Effective stiffness of a microstructure by finite elements.")
final class Simulate extends Subcommand {
    @Parameters(paramLabel = "FILE", description = "voxels: .npy .vti .nrrd .tif .dream3d")
    Path file;

    @Option(
            names = "--columns",
            defaultValue = "1",
            paramLabel = "LIST",
            description = "columns of C to solve for: 1, or 1,2,3, or all")
    Columns columns;

    @Option(
            names = "--fields",
            paramLabel = "FILE.vti",
            description = "also write strain and stress of each voxel for ParaView (needs --solver embedded)")
    @Nullable Path fields;

    @Mixin
    PhaseOptions phases;

    @Mixin
    SolverOptions solver;

    @Override
    public Integer call() throws IOException, FemException {
        FemSolver chosen = solver.solver(Home.find());
        checkFields(chosen);
        Microstructure m = MicrostructureFormats.read(file);
        FemProblem problem = new FemProblem(m, phases.phases(), columns.numbers(), solver.rtol);
        FemResult result = chosen instanceof EmbeddedFemSolver embedded && fields != null
                ? withFields(embedded, problem, fields)
                : evaluate(chosen, problem);
        console().result(ResultSummary.of(result));
        return 0;
    }

    private void checkFields(FemSolver chosen) {
        if (fields != null && !(chosen instanceof EmbeddedFemSolver)) {
            throw new IllegalArgumentException(
                    "--fields needs --solver embedded: solver %s hands out no local fields".formatted(chosen.name()));
        }
        if (fields != null && !fields.toString().endsWith(".vti")) {
            throw new IllegalArgumentException("--fields '%s' must end in .vti".formatted(fields));
        }
    }

    private static FemResult evaluate(FemSolver solver, FemProblem problem) throws IOException, FemException {
        Path folder = Files.createTempDirectory("temper-simulate");
        try {
            FemResult result = solver.solve(problem, folder);
            OutputFolder.delete(folder);
            return result;
        } catch (FemException e) {
            throw new FemException(e.reason(), "%s (logs: %s)".formatted(e.getMessage(), folder), e);
        }
    }

    private static FemResult withFields(EmbeddedFemSolver embedded, FemProblem problem, Path fields)
            throws IOException, FemException {
        try (LocalFieldsFile file = new LocalFieldsFile(fields, problem.microstructure())) {
            FemResult result = embedded.solve(problem, file);
            file.finish();
            return result;
        }
    }
}
