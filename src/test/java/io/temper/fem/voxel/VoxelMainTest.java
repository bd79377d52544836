package io.temper.fem.voxel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temper.material.NpyFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VoxelMainTest {
    private static final String PROBLEM = """
            {"format":"temper-fem-1","columns":[1,4],"rtol":1e-4,"hard":{"E":120,"nu":0.3},"soft":{"E":2.4,"nu":0.3},
             "microstructure":"microstructure.npy","size":[4,5,6]}""";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @BeforeEach
    void writeProblem() throws IOException {
        Files.writeString(folder.resolve("problem.json"), PROBLEM);
        new NpyFormat().write(folder.resolve("microstructure.npy"), Voxels.noise(4, 5, 6, 1));
    }

    @Test
    void run_goodProblem_leavesTheAgreedResultOnly() throws IOException {
        assertThat(run(folder.toString(), "1")).isZero();

        JsonNode result =
                new ObjectMapper().readTree(folder.resolve("result.json").toFile());
        assertThat(result.fieldNames())
                .toIterable()
                .containsExactly("format", "solver", "version", "C", "iterations", "residual", "seconds");
        assertThat(result.at("/C/0/0").doubleValue()).isPositive();
        assertThat(result.at("/C/0/1").isNull()).isTrue();
        assertThat(result.at("/C/5/3").isNumber()).isTrue();
        assertThat(result.at("/iterations")).hasSize(2);
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
        assertThat(errors.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "temper-fem-1  | temper-fem-2 | format is temper-fem-2, but must be temper-fem-1",
                "[1,4]         | [7]          | columns [7]: give at least one of 1..6",
                "[1,4]         | []           | columns []: give at least one of 1..6",
                "[1,4]         | [1.5]        | columns: found VALUE_NUMBER_FLOAT",
                "1e-4          | 2            | rtol 2.0 must be above 0",
                "1e-4          | \"small\"    | rtol must be a number",
                "120           | -1           | Young's modulus -1.0 GPa must be a positive finite number",
                "\"E\":120,    | ``           | Young's modulus NaN",
                "2.4,\"nu\":0.3 | 2.4,\"nu\":0.5 | Poisson's ratio 0.5 must lie between -1 and 0.5",
                "[4,5,6]       | [4,5,7]      | has size [4, 5, 6], but problem.json says [4, 5, 7]",
                "[4,5,6]       | [4,5]        | size (three numbers) are needed",
                "\"rtol\"      | \"tolerance\" | 'tolerance' is not known",
                "microstructure.npy | other.npy | other.npy",
                "{\"format\"   | nonsense     | is not JSON",
            })
    void run_badProblem_isOneLineAndExitCode2(String good, String bad, String message) throws IOException {
        Files.writeString(folder.resolve("problem.json"), PROBLEM.replace(good, bad));

        assertThat(run(folder.toString())).isEqualTo(2);

        assertThat(errors.toString(StandardCharsets.UTF_8))
                .startsWith("voxel: ")
                .contains(message)
                .containsOnlyOnce("\n");
        assertThat(folder.resolve("result.json")).doesNotExist();
    }

    @Test
    void run_truncatedJson_isOneLineAndExitCode2() throws IOException {
        Files.writeString(folder.resolve("problem.json"), PROBLEM.substring(0, 60));

        assertThat(run(folder.toString())).isEqualTo(2);
        assertThat(errors.toString(StandardCharsets.UTF_8))
                .contains("is not JSON")
                .containsOnlyOnce("\n");
    }

    @ParameterizedTest
    @CsvSource({"none, 1, there is no file", "., many, threads 'many' is not a number", "., 0, threads 0"})
    void run_badArguments_isOneLineAndExitCode2(String name, String threads, String message) {
        assertThat(run(folder.resolve(name).toString(), threads)).isEqualTo(2);
        assertThat(errors.toString(StandardCharsets.UTF_8)).contains(message).containsOnlyOnce("\n");
    }

    private int run(String... args) {
        return VoxelMain.run(args, new PrintStream(errors, true, StandardCharsets.UTF_8));
    }
}
