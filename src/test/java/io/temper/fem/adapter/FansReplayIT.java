package io.temper.fem.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.temper.fem.FemException;
import io.temper.fem.FemException.Reason;
import io.temper.fem.FemProblem;
import io.temper.fem.FemResult;
import io.temper.fem.GoldenCase;
import io.temper.material.Microstructure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The adapter of FANS around a run of FANS 0.6.2 on the golden case: a program of that name keeps what it is given and hands out
 * the file that FANS wrote then. Needs Debian's python3-h5py and mpirun.
 */
class FansReplayIT {
    @TempDir
    Path folder;

    private Path given;
    private ProcessFemSolver solver;
    private GoldenCase golden;

    @BeforeEach
    void makeReplay() throws Exception {
        given = Files.createDirectory(folder.resolve("given"));
        Path bin = Files.createDirectory(folder.resolve("bin"));
        Path recorded = Path.of("src/test/resources/fans/golden_result.h5").toAbsolutePath();
        Path fans = Files.writeString(bin.resolve("FANS"), """
                #!/bin/sh
                [ "$1" = --version ] && echo FANS version 0.6.2 && exit
                [ "${OMPI_COMM_WORLD_RANK:-0}" = 0 ] || exit 0 # two that copy to one place trip each other
                cp cell.json cell.h5 '%s' && cp '%s' "$2"
                """.formatted(given, recorded));
        assertThat(fans.toFile().setExecutable(true)).isTrue();
        golden = GoldenCase.read(Path.of("fem-adapters/fans/golden"));
        solver = solver(bin);
        try {
            solver.probe(folder);
        } catch (FemException e) {
            abort(e.getMessage());
        }
    }

    /** The shipped adapter with Debian's Python and the replay first on its PATH. */
    private static ProcessFemSolver solver(Path bin) {
        AdapterDescriptor d =
                new AdapterRegistry(Path.of("fem-adapters")).solver("fans").descriptor();
        Map<String, String> environment = new HashMap<>(d.environment());
        environment.put("PATH", bin + ":" + System.getenv("PATH"));
        return new ProcessFemSolver(
                new Adapter(debians(d.command()))
                        .environment(environment)
                        .probe(debians(d.probe()).toArray(String[]::new))
                        .build(),
                Path.of("fem-adapters/fans"));
    }

    private static List<String> debians(List<String> command) {
        return command.stream()
                .map(argument -> argument.equals("python3") ? "/usr/bin/python3" : argument)
                .toList();
    }

    @Test
    void solve_recordedRun_isReadInTempersConventions() throws Exception {
        FemResult result = solver.solve(golden.problem(), folder.resolve("run"));

        assertThat(golden.compare(result.stiffness()))
                .hasSize(36)
                .allMatch(entry -> entry.error() < golden.tolerance());
        assertThat(result.iterations()).containsExactly(48, 48, 53, 43, 43, 50);
        assertThat(result.residual()).isBetween(1e-9, 1e-8);
        assertThat(result.version()).isEqualTo(solver.probe(folder)).startsWith("FANS version 0.6.2, h5py ");
        assertThat(folder.resolve("run/fans")).doesNotExist();
    }

    @Test
    void solve_oddGrid_isWrittenTwiceAlongZInFansConventions() throws Exception {
        solver.solve(golden.problem(), folder.resolve("run"));

        Microstructure m = golden.problem().microstructure();
        try (HdfFile file = new HdfFile(given.resolve("cell.h5"))) {
            Dataset cell = file.getDatasetByPath("/cell");
            assertThat(cell.getDimensions()).containsExactly(2 * m.nz(), m.ny(), m.nx());
            assertThat(cell.getAttribute("permute_order").getData()).isEqualTo("zyx");
            int[][][] voxels = (int[][][]) cell.getData();
            for (int z = 0; z < 2 * m.nz(); z++) {
                for (int y = 0; y < m.ny(); y++) {
                    for (int x = 0; x < m.nx(); x++) {
                        assertThat(voxels[z][y][x]).isEqualTo(m.isHard(x, y, z % m.nz()) ? 1 : 0);
                    }
                }
            }
        }
        JsonNode deck = new ObjectMapper().readTree(given.resolve("cell.json").toFile());
        assertThat(deck.at("/microstructure/filepath").asText()).isEqualTo("cell.h5");
        assertThat(deck.at("/microstructure/datasetname").asText()).isEqualTo("/cell");
        assertThat(deck.at("/microstructure/L").toString()).isEqualTo("[11.0,11.0,22.0]");
        // phase 0 soft, phase 1 hard: K = E / 3 (1 - 2 nu), G = E / 2 (1 + nu)
        JsonNode properties = deck.at("/materials/0/material_properties");
        assertThat(properties.at("/bulk_modulus/1").asDouble()).isCloseTo(100, within(1e-9));
        assertThat(properties.at("/bulk_modulus/0").asDouble()).isCloseTo(2, within(1e-9));
        assertThat(properties.at("/shear_modulus/1").asDouble()).isCloseTo(120 / 2.6, within(1e-9));
        assertThat(deck.at("/FE_type").asText()).isEqualTo("HEX8");
        assertThat(deck.at("/error_parameters/tolerance").asDouble())
                .isEqualTo(golden.problem().rtol());
        // engineering shear 23 of 1 is the last of Mandel's components, 1 / sqrt 2
        assertThat(deck.at("/macroscale_loading")).hasSize(6);
        assertThat(deck.at("/macroscale_loading/1").toString()).isEqualTo("[[0.0,1.0,0.0,0.0,0.0,0.0]]");
        assertThat(deck.at("/macroscale_loading/3/0/5").asDouble()).isCloseTo(Math.sqrt(0.5), within(1e-12));
        assertThat(deck.at("/macroscale_loading/5/0/3").asDouble()).isCloseTo(Math.sqrt(0.5), within(1e-12));
    }

    @Test
    void solve_onePhase_isOneClearLine() {
        Microstructure hard = new Microstructure(4, 2, 2, new byte[16]);
        FemProblem problem =
                new FemProblem(hard, golden.problem().phases(), golden.problem().columns(), 1e-4);

        FemException e =
                Assertions.catchThrowableOfType(FemException.class, () -> solver.solve(problem, folder.resolve("run")));

        assertThat(e.reason()).isEqualTo(Reason.CRASHED);
        assertThat(e).hasMessageContaining("there is only one material, which FANS does not take");
    }
}
