package io.temper.fem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temper.fem.FemException.Reason;
import io.temper.fem.voxel.VoxelMain;
import io.temper.fem.voxel.Voxels;
import io.temper.material.Microstructure;
import io.temper.material.Phases;
import io.temper.material.Stiffness;
import io.temper.material.StiffnessBounds;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddedFemSolverTest {
    @TempDir
    Path folder;

    private final EmbeddedFemSolver solver = new EmbeddedFemSolver(1);

    /** The values of an independent program. */
    @Test
    void solve_reference_meetsIt() throws Exception {
        FemResult result = solver.solve(
                new FemProblem(Voxels.reference("sigma117_11.npy"), Phases.PAPER, Voxels.allColumns(), 1e-8), folder);

        JsonNode C = new ObjectMapper()
                .readTree(getClass().getResource("/fem-reference/reference.json"))
                .at("/cases/sigma117_11.npy/C");
        for (int j = 1; j <= 6; j++) {
            double[] column = result.stiffness().column(j).orElseThrow();
            for (int i = 0; i < 6; i++) {
                assertThat(column[i])
                        .isCloseTo(
                                C.get(i).get(j - 1).asDouble(),
                                within(1e-6 * C.get(j - 1).get(j - 1).asDouble()));
            }
        }
        assertThat(result.solver()).isEqualTo("voxel");
        assertThat(result.version()).isEqualTo(VoxelMain.VERSION);
        assertThat(result.iterations()).hasSize(6);
        assertThat(result.residual()).isBetween(0.0, 1.01e-8);
        assertThat(result.seconds()).isPositive();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void solve_gridThatOverflowsTheHeap_isOneClearLine() {
        int n = 2 + (int) Math.cbrt(Runtime.getRuntime().maxMemory() / 100.0);
        Microstructure big = new Microstructure(n, n, n, new byte[n * n * n]);

        FemException e = catchThrowableOfType(
                FemException.class,
                () -> solver.solve(new FemProblem(big, Phases.PAPER, Voxels.columns(1), 1e-4), folder));

        assertThat(e.reason()).isEqualTo(Reason.CRASHED);
        assertThat(e).hasMessageStartingWith("solver voxel: ").hasMessageContaining("voxels need about");
    }

    @Test
    void solve_interrupted_doesNotBegin() {
        FemProblem problem = new FemProblem(Voxels.noise(4, 4, 4, 1), Phases.PAPER, Voxels.columns(1), 1e-4);
        Thread.currentThread().interrupt();
        try {
            FemException e = catchThrowableOfType(FemException.class, () -> solver.solve(problem, folder));
            assertThat(e.reason()).isEqualTo(Reason.CANCELLED);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void new_noThreads_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new EmbeddedFemSolver(0));
    }

    /** The checks that a result in this process passes too: a good C, from which one entry is off. */
    @ParameterizedTest
    @CsvSource({
        "1, 1, 200,  0,    lies outside",
        "2, 1, 45,   0,    C is not symmetric: C12 =",
        "1, 1, 0,    0.01, the residual is 0.01 where 1.0E-4 was asked for",
        "1, 1, 0,    NaN,  the residual is NaN"
    })
    void checks_oneEntryOff_sayWhich(int row, int column, double added, double residual, String message) {
        Microstructure m = Voxels.noise(4, 4, 4, 1);
        FemProblem problem = new FemProblem(m, Phases.PAPER, Voxels.columns(1, 2), 1e-4);
        Stiffness good = StiffnessBounds.of(Phases.PAPER, m.hardFraction()).hill();
        double[][] C = {good.column(1).orElseThrow(), good.column(2).orElseThrow()};
        C[column - 1][row - 1] += added;

        FemException e = catchThrowableOfType(
                FemException.class,
                () -> new ResultChecks(problem).check(new Stiffness(Map.of(1, C[0], 2, C[1])), residual));

        assertThat(e.reason()).isEqualTo(Reason.UNPHYSICAL);
        assertThat(e).hasMessageContaining(message);
    }
}
