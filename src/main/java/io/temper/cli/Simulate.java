package io.temper.cli;

import io.temper.app.Home;
import io.temper.fem.EmbeddedFemSolver;
import io.temper.fem.FemException;
import io.temper.fem.FemProblem;
import io.temper.fem.FemResult;
import io.temper.fem.FemSolver;
import io.temper.fem.voxel.LocalFieldsFile;
import io.temper.material.Anisotropy;
import io.temper.material.EngineeringConstants;
import io.temper.material.Microstructure;
import io.temper.material.MicrostructureFormats;
import io.temper.material.Stiffness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        console().result(json(result));
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

    private static Map<String, Object> json(FemResult result) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("C", rows(result.stiffness()));
        if (result.stiffness().solvedColumns().size() == 6) {
            derived(json, result.stiffness());
        }
        json.put("solver", result.solver());
        json.put("version", result.version());
        json.put("iterations", result.iterations());
        json.put("residual", result.residual());
        json.put("seconds", result.seconds());
        return json;
    }

    private static void derived(Map<String, Object> json, Stiffness C) {
        EngineeringConstants constants = EngineeringConstants.of(C);
        Anisotropy anisotropy = Anisotropy.of(C);
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < 3; i++) {
            values.put("E" + (i + 1) + "_GPa", constants.E()[i]);
        }
        for (int i = 0; i < 3; i++) {
            values.put(
                    "G" + List.of("23", "13", "12").get(i) + "_GPa", constants.G()[i]);
        }
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                if (i != j) {
                    values.put("nu%d%d".formatted(i + 1, j + 1), constants.nu()[i][j]);
                }
            }
        }
        json.put("engineeringConstants", values);
        Map<String, Object> indices = new LinkedHashMap<>();
        indices.put("universal", anisotropy.universal());
        indices.put("zener", anisotropy.zener());
        json.put("anisotropy", indices);
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
