package io.temper.fem.deck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.temper.fem.voxel.VoxelProblem;
import io.temper.fem.voxel.Voxels;
import io.temper.material.Microstructure;
import io.temper.material.Phases;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the programs leave, whole and broken. */
class DeckOutputTest {
    /** As CalculiX 2.20 printed it for columns 1 and 2 of a reference of 11^3. */
    private static final String DAT = """

             total force (fx,fy,fz) for set XMAX and time  0.1000000E+01

                    1.184048E+03 -1.607811E+02 -2.740443E-06

             total force (fx,fy,fz) for set YMAX and time  0.1000000E+01

                   -1.607811E+02  5.074655E+02 -2.507490E-06

             total force (fx,fy,fz) for set ZMAX and time  0.1000000E+01

                   -5.590407E-07 -3.105483E-06  5.068207E+02
            """;

    private static final String LOG = """
            CalculiX Version 2.20, Copyright(C) 1998-2022 Guido Dhondt
             increment 1 attempt 1\s
            # of iterations = 18
             average force= 1.575816
             largest residual force= 2.237012 in node 1311 and dof 2
             no convergence
            # of iterations = 44
             average force= 1.572984
             largest residual force= 0.000547 in node 1563 and dof 1
             convergence
             increment 1 attempt 1\s
            # of iterations = 23
             average force= 3.317386
             largest residual force= 0.000000 in node 212 and dof 1
             convergence
            """;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void calculix_forces_areReadByFace() throws Exception {
        Path dat = Files.writeString(folder.resolve("cell.dat"), DAT);

        List<double[][]> forces = CalculixOutput.forces(dat, 1);

        double[] column = PeriodicDeck.stress(forces.get(0), Voxels.reference("sigma117_11.npy"), 1);
        assertThat(column)
                .containsExactly(
                        new double[] {9.785520876, 4.193929644, 4.188601118, 0, 0, -1.328769621}, within(4e-7));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ZMAX         | XMAX         | force 3 is for set XMAX",
                "set YMAX     | node YMAX    | force 2 is for set ZMAX",
                "5.068207E+02 | NaN?         | NaN?",
            })
    void calculix_brokenForces_areRefused(String good, String bad, String message) throws Exception {
        Path dat = Files.writeString(folder.resolve("cell.dat"), DAT.replace(good, bad));

        assertThatThrownBy(() -> CalculixOutput.forces(dat, 1)).hasMessageContaining(message);
    }

    @Test
    void calculix_loadCaseMissing_isRefused() throws Exception {
        Path dat = Files.writeString(folder.resolve("cell.dat"), DAT);

        assertThatThrownBy(() -> CalculixOutput.forces(dat, 2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("1 of 2 load cases");
    }

    @Test
    void calculix_log_givesResidualOfTheLastPassAndAllIterations() throws Exception {
        Path log = Files.writeString(folder.resolve("ccx.log"), LOG);

        List<CalculixOutput.Step> steps = CalculixOutput.steps(log);

        assertThat(steps).extracting(CalculixOutput.Step::iterations).containsExactly(62, 23);
        // the printed residual may be half a digit larger than it looks
        assertThat(steps.get(0).residual()).isCloseTo(0.0005475 / 1.572984, within(1e-9));
        assertThat(steps.get(1).residual()).isCloseTo(0.0000005 / 3.317386, within(1e-12));
        assertThat(CalculixOutput.version(log)).isEqualTo("2.20");
    }

    /** A results file of two increments, as Abaqus' manual describes it: 80 characters a line. */
    private static String fil(Microstructure m, double[][] first, double[][] second) {
        StringBuilder text =
                new StringBuilder("*I 18I 41921A6.14-1  A20-NOV- A2026    A12:00:00I 224I 225D 1.000000000000000D+00");
        double[][][] increments = {first, second};
        for (int k = 0; k < 2; k++) {
            text.append("*I 15I 42000").append(real(k + 1)).append(real(1)).append("I 1%d".formatted(k + 1));
            for (int d = 0; d < 3; d++) {
                String node = String.valueOf(PeriodicDeck.reference(m, d));
                text.append("*I 16I 3104I %d%s".formatted(node.length(), node));
                for (double f : increments[k][d]) {
                    text.append(real(f));
                }
            }
            text.append("*I 12I 42001");
        }
        return text.toString().replaceAll("(.{80})", "$1\n");
    }

    private static String real(double value) {
        return "D" + String.format(Locale.ROOT, "%22.15E", value).replace('E', 'D');
    }

    @Test
    void abaqus_resultsFile_givesColumns() {
        Microstructure m = Voxels.noise(4, 2, 3, 5);
        VoxelProblem problem =
                new VoxelProblem(Phases.PAPER, Voxels.columns(1, 5), 1e-4, "microstructure.npy", List.of(4, 2, 3));
        double[][] first = {{60.5, 0, 0}, {0, 240.25, -12}, {0, -8, 24}};
        double[][] second = {{0, 0, 6}, {0, 0, 0}, {8, 0, 0}};

        DeckResult result = Abaqus.read(problem, m, AbaqusResultsFile.parse(fil(m, first, second)), "6.14-1");

        assertThat(result.columns()).containsOnlyKeys(1, 5);
        assertThat(result.columns().get(1)).containsExactly(60.5 / 6, 240.25 / 12, 3, -1, 0, 0);
        assertThat(result.columns().get(5)).containsExactly(0, 0, 0, 0, 1, 0);
    }

    @Test
    void abaqus_resultsFileCutAnywhere_isRefused() {
        Microstructure m = Voxels.noise(4, 2, 3, 5);
        VoxelProblem problem =
                new VoxelProblem(Phases.PAPER, Voxels.columns(1, 5), 1e-4, "microstructure.npy", List.of(4, 2, 3));
        double[][] forces = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}};
        String whole = fil(m, forces, forces);
        int end = whole.lastIndexOf("*I 12I"); // the last record holds nothing that is needed

        for (int length = 0; length < end; length += 7) {
            String part = whole.substring(0, length);
            assertThatThrownBy(() -> Abaqus.read(problem, m, AbaqusResultsFile.parse(part), "6.14-1"))
                    .as("%d characters", length)
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void abaqus_command_namesCoresAndWaits() {
        assertThat(Abaqus.command("abq2024", 4))
                .containsExactly("abq2024", "job=cell", "input=cell.inp", "cpus=4", "interactive", "ask_delete=OFF");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "calculix no-such-program --version | 2 | cannot start no-such-program: install CalculiX",
                "abaqus no-such-program --version   | 2 | cannot start no-such-program: put it on the PATH",
                "ansys ansys --version              | 2 | no solver 'ansys': use calculix or abaqus",
                "calculix ccx DIR                   | 2 | usage",
                "calculix ccx DIR 0                 | 2 | usage",
                "calculix ccx DIR 1                 | 2 | there is no file",
                "calculix false SOLVE 1             | 1 | false ended with exit code 1",
                "calculix true SOLVE 1              | 1 | CalculiX left no cell.dat",
                "abaqus true SOLVE 1                | 1 | true ended with exit code 0",
            })
    void main_whatCannotBe_isOneLineAndItsExitCode(String arguments, int exit, String message) throws Exception {
        Path solve = Files.createDirectory(folder.resolve("solve"));
        for (String file : List.of("problem.json", "microstructure.npy")) {
            Files.copy(Path.of("fem-adapters/voxel/golden", file), solve.resolve(file));
        }
        String[] args = arguments
                .replace("DIR", folder.toString())
                .replace("SOLVE", solve.toString())
                .split(" ");

        assertThat(DeckMain.run(args, new PrintStream(err), new PrintStream(err)))
                .isEqualTo(exit);

        assertThat(err.toString()).contains(message).hasLineCount(1);
        assertThat(solve.resolve("result.json")).doesNotExist();
    }
}
