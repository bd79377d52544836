package io.temper.fem.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temper.fem.EmbeddedFemSolver;
import io.temper.fem.FemException;
import io.temper.fem.FemProblem;
import io.temper.fem.FemResult;
import io.temper.fem.voxel.Voxels;
import io.temper.material.Microstructure;
import io.temper.material.Phase;
import io.temper.material.Phases;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Other people's solvers, where they are installed, as the processes that their adapters make of them. */
class AdaptersIT {
    @TempDir
    Path folder;

    private ProcessFemSolver installed(String name) {
        ProcessFemSolver solver = new AdapterRegistry(Path.of("fem-adapters")).solver(name);
        try {
            solver.probe(folder.resolve("probe"));
        } catch (FemException e) {
            abort(e.getMessage());
        }
        return solver;
    }

    /** Tolerances are relative to the column's diagonal term; CalculiX prints seven digits. */
    @ParameterizedTest
    @CsvSource({
        "calculix, sigma117_11.npy, 123456, 1e-8, 2e-7",
        "calculix, sigma117_21.npy, 1, 1e-4, 1e-5",
        "dolfinx, sigma117_11.npy, 123456, 1e-8, 1e-7",
        "dolfinx, sigma117_21.npy, 14, 1e-4, 1e-4",
        "fans, sigma117_11.npy, 123456, 1e-8, 1e-8",
        "script, sigma117_11.npy, 123456, 1e-8, 1e-8"
    })
    void solve_reference_meetsIt(String name, String file, String numbers, double rtol, double tolerance)
            throws Exception {
        ProcessFemSolver solver = installed(name);
        SortedSet<Integer> columns =
                Voxels.columns(numbers.chars().map(Character::getNumericValue).toArray());

        FemResult result = solver.solve(new FemProblem(Voxels.reference(file), Phases.PAPER, columns, rtol), folder);

        JsonNode C = new ObjectMapper()
                .readTree(getClass().getResource("/fem-reference/reference.json"))
                .at("/cases/" + file + "/C");
        for (int j : columns) {
            double[] column = result.stiffness().column(j).orElseThrow();
            for (int i = 0; i < 6; i++) {
                assertThat(column[i])
                        .as("C%d%d", i + 1, j)
                        .isCloseTo(
                                C.get(i).get(j - 1).asDouble(),
                                within(tolerance * C.get(j - 1).get(j - 1).asDouble()));
            }
        }
        assertThat(result.iterations()).hasSameSizeAs(columns).allMatch(n -> n > 10);
        assertThat(result.residual()).isBetween(0.0, rtol);
        assertThat(result.version()).isEqualTo(solver.probe(folder.resolve("probe")));
    }

    /** Different sizes and phases, against the embedded solver; an axis or a phase mixed up would show. */
    @ParameterizedTest
    @ValueSource(strings = {"voxel", "calculix", "dolfinx", "fans", "script"})
    void solve_brickOfNoise_agreesWithTheEmbeddedSolver(String name) throws Exception {
        ProcessFemSolver solver = installed(name);
        Phases phases = new Phases(new Phase(70, 0.2), new Phase(3, 0.4));
        FemProblem problem = new FemProblem(Voxels.noise(4, 6, 5, 3), phases, Voxels.allColumns(), 1e-7);

        FemResult result = solver.solve(problem, folder);
        FemResult embedded = new EmbeddedFemSolver(1).solve(problem, folder);

        assertThat(SchemaTest.faults("problem", json("problem"))).isEmpty();
        assertThat(SchemaTest.faults("result", json("result"))).isEmpty();
        for (int j = 1; j <= 6; j++) {
            assertThat(result.stiffness().column(j).orElseThrow())
                    .containsExactly(embedded.stiffness().column(j).orElseThrow(), within(2e-5));
        }
    }

    private JsonNode json(String name) throws IOException {
        return new ObjectMapper().readTree(folder.resolve(name + ".json").toFile());
    }

    @ParameterizedTest
    @ValueSource(strings = {"calculix", "dolfinx", "script"})
    void solve_onePhaseOnly_givesThePhase(String name) throws Exception {
        ProcessFemSolver solver = installed(name);
        Microstructure hard = new Microstructure(2, 2, 2, new byte[] {1, 1, 1, 1, 1, 1, 1, 1});
        Phases phases = new Phases(new Phase(10, 0.25), new Phase(1, 0.25));

        FemResult result = solver.solve(new FemProblem(hard, phases, Voxels.columns(2), 1e-6), folder);

        // lambda = mu = 4 GPa
        assertThat(result.stiffness().column(2).orElseThrow())
                .containsExactly(new double[] {4, 12, 4, 0, 0, 0}, within(1e-5));
    }

    @Test
    void script_throughTheShellExample_isTheSame() throws Exception {
        ProcessFemSolver python = installed("script");
        List<String> command = new ArrayList<>(List.of("${adapter}/solve.sh", "${folder}"));
        command.addAll(python.descriptor().command().subList(0, 2));
        ProcessFemSolver shell = new ProcessFemSolver(new Adapter(command).build(), Path.of("fem-adapters/script"));
        FemProblem problem = new FemProblem(Voxels.noise(3, 4, 2, 7), Phases.PAPER, Voxels.columns(1, 6), 1e-6);

        assertThat(shell.solve(problem, folder.resolve("shell")).stiffness().column(6))
                .get()
                .isEqualTo(python.solve(problem, folder.resolve("python"))
                        .stiffness()
                        .column(6)
                        .orElseThrow());
    }

    @Test
    void script_shellExampleWhoseCommandFails_handsItsExitCodeOn() {
        ProcessFemSolver shell = new ProcessFemSolver(
                new Adapter("${adapter}/solve.sh", "${folder}", "sh", "-c", "echo no licence >&2; exit 7").build(),
                Path.of("fem-adapters/script"));
        FemProblem problem = new FemProblem(Voxels.noise(3, 4, 2, 7), Phases.PAPER, Voxels.columns(1), 1e-6);

        assertThatThrownBy(() -> shell.solve(problem, folder.resolve("shell")))
                .isInstanceOf(FemException.class)
                .hasMessageContaining("exit code 7")
                .hasMessageContaining("no licence");
    }
}
