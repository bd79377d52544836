package io.temper.fem.voxel;

import static io.temper.fem.voxel.Voxels.allColumns;
import static io.temper.fem.voxel.Voxels.columns;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temper.material.Microstructure;
import io.temper.material.Phase;
import io.temper.material.Phases;
import io.temper.material.Stiffness;
import io.temper.material.StiffnessBounds;
import java.io.IOException;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VoxelSolverTest {
    private static final double TIGHT = 1e-10;
    private static final Phases SOFTER_INCLUSIONS = new Phases(new Phase(3, -0.2), new Phase(70, 0.45));

    @ParameterizedTest
    @CsvSource({"0, 2, 2, 2", "1, 3, 4, 5", "0, 7, 6, 11", "1, 2, 97, 3"})
    void solve_onePhase_isThatPhaseWithoutIterations(int phase, int nx, int ny, int nz) {
        Microstructure m = Voxels.of(nx, ny, nz, (x, y, z) -> phase == 1);

        VoxelSolution solution = new VoxelSolver(Phases.PAPER, 2).solve(m, allColumns(), TIGHT);

        Phase only = phase == 1 ? Phases.PAPER.hard() : Phases.PAPER.soft();
        assertClose(solution.stiffness(), matrix(Stiffness.of(only)), 1e-13);
        assertThat(solution.iterations()).containsOnly(0).hasSize(6);
        assertThat(solution.residual()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0, 7, 3, 4", "1, 2, 10, 3", "2, 5, 2, 8", "0, 51, 2, 2"})
    void solve_laminate_isTheClosedForm(int normal, int nx, int ny, int nz) {
        int layers = new int[] {nx, ny, nz}[normal];
        int hardLayers = layers / 3 + 1;
        Microstructure m = Voxels.of(nx, ny, nz, (x, y, z) -> new int[] {x, y, z}[normal] < hardLayers);

        for (Phases phases : new Phases[] {Phases.PAPER, SOFTER_INCLUSIONS}) {
            Stiffness C =
                    new VoxelSolver(phases, 2).solve(m, allColumns(), TIGHT).stiffness();
            assertClose(C, new Laminate(phases, (double) hardLayers / layers).stiffness(normal), 1e-9);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "sigma117_11.npy, 1e-8, 1e-6",
        "sigma117_11.npy, 1e-4, 1e-5",
        "sigma117_21.npy, 1e-8, 1e-6",
        "sigma117_21.npy, 1e-4, 1e-5",
        "sigma117_51.npy, 1e-8, 1e-6",
        "sigma117_51.npy, 1e-4, 1e-5"
    })
    void solve_reference_meetsIt(String file, double rtol, double tolerance) throws IOException {
        Stiffness C = new VoxelSolver(Phases.PAPER, 2)
                .solve(Voxels.reference(file), allColumns(), rtol)
                .stiffness();

        assertClose(C, reference(file), tolerance);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void solve_oneColumnOfReference_meetsIt(int j) throws IOException {
        Stiffness C = new VoxelSolver(Phases.PAPER, 2)
                .solve(Voxels.reference("sigma117_51.npy"), columns(j), 1e-4)
                .stiffness();

        assertClose(C, reference("sigma117_51.npy"), 1e-5);
        assertThat(C.solvedColumns()).containsExactly(j);
    }

    @ParameterizedTest
    @CsvSource({"6, 7, 8", "2, 2, 3", "5, 12, 4"})
    void solve_permutedAxes_permutesC(int nx, int ny, int nz) {
        Microstructure m = Voxels.noise(nx, ny, nz, 3);
        Microstructure permuted = Voxels.of(ny, nz, nx, (x, y, z) -> m.isHard(z, x, y));

        double[][] C = solve(m);
        double[][] P = solve(permuted);

        // axes 1 2 3 of the permuted cell are 2 3 1 of the first: Voigt 11 22 33 23 13 12 are 22 33 11 13 12 23
        int[] from = {1, 2, 0, 4, 5, 3};
        double[][] expected = new double[6][6];
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < 6; j++) {
                expected[i][j] = C[from[i]][from[j]];
            }
        }
        assertClose(P, expected, 1e-8);
    }

    @Test
    void solve_rolled_isUnchanged() {
        Microstructure m = Voxels.noise(6, 5, 9, 4);
        Microstructure rolled = Voxels.of(6, 5, 9, (x, y, z) -> m.isHard((x + 2) % 6, (y + 1) % 5, (z + 7) % 9));

        assertClose(solve(rolled), solve(m), 1e-8);
    }

    @Test
    void solve_mirrored_turnsTheSignOfShearCoupling() {
        Microstructure m = Voxels.noise(6, 5, 9, 5);
        Microstructure mirrored = Voxels.of(6, 5, 9, (x, y, z) -> m.isHard(5 - x, y, z));

        double[][] expected = solve(m);
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < 6; j++) {
                // x changes sign, so that 13 and 12 do
                expected[i][j] *= (i >= 4 ? -1 : 1) * (j >= 4 ? -1 : 1);
            }
        }
        assertClose(solve(mirrored), expected, 1e-8);
    }

    @ParameterizedTest
    @CsvSource({
        "120, 0.3, 2.4, 0.3",
        "1, 0.49, 100, -0.9",
        "5, 0.1, 5, 0.4",
        "1e4, 0.3, 1, 0.3",
        "120, 0.3, 1.2e-4, 0.2"
    })
    void solve_noise_isSymmetricAndWithinBounds(double hardE, double hardNu, double softE, double softNu) {
        Phases phases = new Phases(new Phase(hardE, hardNu), new Phase(softE, softNu));
        Microstructure m = Voxels.noise(8, 9, 10, 6);

        Stiffness C = new VoxelSolver(phases, 2).solve(m, allColumns(), 1e-6).stiffness();

        double[][] c = matrix(C);
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < i; j++) {
                assertThat(c[i][j]).isEqualTo(c[j][i]);
            }
        }
        assertThat(StiffnessBounds.of(phases, m.hardFraction()).violation(C, 1e-9))
                .isEmpty();
    }

    /** Entries that do not use the symmetry: each column alone, so that C21 and C12 come from different solutions. */
    @Test
    void solve_columnsApart_agreeOnTheirCommonEntries() {
        Microstructure m = Voxels.noise(8, 9, 10, 7);
        double[][] c = new double[6][6];
        for (int j = 0; j < 6; j++) {
            double[] column = new VoxelSolver(Phases.PAPER, 1)
                    .solve(m, columns(j + 1), TIGHT)
                    .stiffness()
                    .column(j + 1)
                    .orElseThrow();
            for (int i = 0; i < 6; i++) {
                c[i][j] = column[i];
            }
        }
        assertClose(solve(m), c, 1e-8);
    }

    @ParameterizedTest
    @CsvSource({"21, 21, 21", "16, 5, 8", "3, 30, 31"})
    void solve_anyNumberOfThreads_givesTheSameBits(int nx, int ny, int nz) {
        Microstructure m = Voxels.noise(nx, ny, nz, 8);
        SortedSet<Integer> columns = columns(1, 5);

        VoxelSolution one = new VoxelSolver(Phases.PAPER, 1).solve(m, columns, 1e-5);

        for (int threads : new int[] {2, 3, 7}) {
            VoxelSolution many = new VoxelSolver(Phases.PAPER, threads).solve(m, columns, 1e-5);
            assertThat(matrix(many.stiffness())).isEqualTo(matrix(one.stiffness()));
            assertThat(many.residual()).isEqualTo(one.residual());
        }
    }

    @Test
    void solve_hugeOrTinyModuli_scalesExactly() {
        Microstructure m = Voxels.noise(6, 6, 6, 9);
        double scale = 0x1p100;
        Phases stiff = new Phases(new Phase(120 * scale, 0.3), new Phase(2.4 * scale, 0.3));

        Stiffness C = new VoxelSolver(stiff, 2).solve(m, allColumns(), TIGHT).stiffness();

        double[][] c = matrix(C);
        for (double[] row : c) {
            for (int j = 0; j < 6; j++) {
                row[j] /= scale;
            }
        }
        assertClose(c, solve(m), 1e-12);
    }

    @Test
    void check_gridBeyondTheHeap_saysHowMuchIsMissing() {
        MemoryEstimate estimate = new MemoryEstimate(Long.MAX_VALUE / 2, 512, 512, 512);

        assertThatThrownBy(estimate::check)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching(
                        "512 x 512 x 512 voxels need about \\d+ MB, but this JVM's heap ends at \\d+ MB: .*");
    }

    @Test
    void constructor_noThreads_isRefused() {
        assertThatThrownBy(() -> new VoxelSolver(Phases.PAPER, 0)).hasMessageContaining("threads 0");
    }

    private static double[][] solve(Microstructure m) {
        return matrix(
                new VoxelSolver(Phases.PAPER, 2).solve(m, allColumns(), TIGHT).stiffness());
    }

    /** Solved entries [row][column]; NaN where not solved. */
    private static double[][] matrix(Stiffness stiffness) {
        double[][] C = new double[6][6];
        for (int j = 0; j < 6; j++) {
            double[] column = stiffness.column(j + 1).orElse(null);
            for (int i = 0; i < 6; i++) {
                C[i][j] = column == null ? Double.NaN : column[i];
            }
        }
        return C;
    }

    private static void assertClose(Stiffness actual, double[][] expected, double tolerance) {
        assertThat(actual.solvedColumns()).isNotEmpty();
        assertClose(matrix(actual), expected, tolerance);
    }

    /** Solved entries agree, relative to the diagonal term of their column. */
    private static void assertClose(double[][] actual, double[][] expected, double tolerance) {
        for (int j = 0; j < 6; j++) {
            for (int i = 0; i < 6; i++) {
                if (!Double.isNaN(actual[i][j])) {
                    assertThat(actual[i][j])
                            .as("C%d%d", i + 1, j + 1)
                            .isCloseTo(expected[i][j], within(tolerance * expected[j][j]));
                }
            }
        }
    }

    private static double[][] reference(String file) throws IOException {
        JsonNode C = new ObjectMapper()
                .readTree(VoxelSolverTest.class.getResource("/fem-reference/reference.json"))
                .at("/cases/" + file + "/C");
        return new ObjectMapper().treeToValue(C, double[][].class);
    }
}
