package io.temper.fem.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temper.fem.FemException;
import io.temper.fem.FemException.Reason;
import io.temper.fem.FemProblem;
import io.temper.fem.FemResult;
import io.temper.fem.voxel.Voxels;
import io.temper.material.Microstructure;
import io.temper.material.NpyFormat;
import io.temper.material.Phases;
import io.temper.material.Property;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The embedded solver as the process that its shipped adapter makes of it. */
class VoxelAdapterIT {
    @TempDir
    Path folder;

    private final ProcessFemSolver solver = new AdapterRegistry(Path.of("fem-adapters")).solver("voxel");

    @ParameterizedTest
    @CsvSource({"sigma117_11.npy, 1e-8, 1e-6", "sigma117_21.npy, 1e-8, 1e-6", "sigma117_51.npy, 1e-4, 1e-5"})
    void solve_reference_meetsIt(String file, double rtol, double tolerance) throws Exception {
        SortedSet<Integer> columns = rtol < 1e-6 ? Voxels.allColumns() : Voxels.columns(1);
        FemResult result = solver.solve(new FemProblem(Voxels.reference(file), Phases.PAPER, columns, rtol), folder);

        JsonNode C = new ObjectMapper()
                .readTree(getClass().getResource("/fem-reference/reference.json"))
                .at("/cases/" + file + "/C");
        for (int j : columns) {
            double[] column = result.stiffness().column(j).orElseThrow();
            for (int i = 0; i < 6; i++) {
                assertThat(column[i])
                        .isCloseTo(
                                C.get(i).get(j - 1).asDouble(),
                                within(tolerance * C.get(j - 1).get(j - 1).asDouble()));
            }
        }
        assertThat(result.iterations()).hasSameSizeAs(columns).allMatch(n -> n > 10);
        assertThat(result.residual()).isLessThanOrEqualTo(rtol * 1.01);
        System.out.printf("%s, columns %s: whole process %.2f s%n", file, columns, result.seconds());
    }

    @Test
    void solve_gridThatOverflowsTheHeap_isOneClearLine() {
        Microstructure big = new Microstructure(101, 101, 101, new byte[101 * 101 * 101]);
        AdapterDescriptor d = solver.descriptor();
        List<String> command = new ArrayList<>(d.command());
        command.add(1, "-Xmx64m");
        command.removeIf(argument -> argument.startsWith("-Xm") && !argument.equals("-Xmx64m"));
        ProcessFemSolver small = new ProcessFemSolver(
                new Adapter(command).timeLimit(d.timeLimit()).build(), folder);

        FemException e = catchThrowableOfType(
                FemException.class,
                () -> small.solve(new FemProblem(big, Phases.PAPER, Voxels.columns(1), 1e-4), folder));

        assertThat(e.reason()).isEqualTo(Reason.CRASHED);
        assertThat(e).hasMessageContaining("exit code 2").hasMessageContaining("voxels need about");
    }

    @Test
    void probe_installed_givesTheVersionThatResultsCarry() throws Exception {
        FemProblem cube = new FemProblem(Voxels.noise(2, 2, 2, 1), Phases.PAPER, Voxels.columns(1), 1e-4);

        FemResult result = solver.solve(cube, folder.resolve("run"));

        assertThat(solver.probe(folder.resolve("probe"))).isEqualTo(result.version());
        assertThat(result.stiffness().require(Property.C11)).isPositive();
    }

    @Test
    void goldenCase_byHand_givesItsResult() throws Exception {
        Path golden = Path.of("fem-adapters/voxel/golden");
        JsonNode problem =
                new ObjectMapper().readTree(golden.resolve("problem.json").toFile());
        JsonNode expected =
                new ObjectMapper().readTree(golden.resolve("expected.json").toFile());

        FemResult result = solver.solve(
                new FemProblem(
                        new NpyFormat().read(golden.resolve("microstructure.npy")),
                        Phases.PAPER,
                        Voxels.allColumns(),
                        problem.path("rtol").asDouble()),
                folder);

        // what the adapter writes is the golden case's problem
        assertThat(new ObjectMapper().readTree(folder.resolve("problem.json").toFile()))
                .isEqualTo(problem);
        for (int j = 1; j <= 6; j++) {
            double[] column = result.stiffness().column(j).orElseThrow();
            for (int i = 0; i < 6; i++) {
                assertThat(column[i])
                        .isCloseTo(expected.at("/C").get(i).get(j - 1).asDouble(), within(1e-5));
            }
        }
        assertThat(Files.readString(folder.resolve("stderr.log"))).isEmpty();
    }
}
