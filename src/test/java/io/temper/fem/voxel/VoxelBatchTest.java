package io.temper.fem.voxel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temper.material.Microstructure;
import io.temper.material.NpyFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VoxelBatchTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @Test
    void run_evaluationsOfSeveralKinds_givesTheResultsOfSingleRuns() throws IOException {
        List<Path> evaluations = List.of(
                evaluation("a", Voxels.noise(6, 5, 7, 1), "[1,2,3]", 2.4),
                evaluation("same-setup", Voxels.noise(6, 5, 7, 2), "[1,2,3]", 2.4),
                evaluation("other-phase", Voxels.noise(6, 5, 7, 2), "[1]", 1.2),
                evaluation("other-size", Voxels.noise(7, 6, 5, 3), "[1,4]", 1.2),
                evaluation("a-again", Voxels.noise(6, 5, 7, 1), "[1,2,3]", 2.4));

        assertThat(batch(evaluations)).isZero();

        for (Path evaluation : evaluations) {
            ObjectNode together = result(evaluation);
            assertThat(VoxelMain.run(new String[] {evaluation.toString(), "2"}, System.err))
                    .isZero();
            assertThat(together).isEqualTo(result(evaluation));
            assertThat(evaluation.resolve("failure.json")).doesNotExist();
            assertThat(evaluation).isDirectoryNotContaining("glob:**.tmp");
        }
        assertThat(result(evaluations.get(4))).isEqualTo(result(evaluations.get(0)));
        assertThat(errors.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void run_brokenEvaluations_failAloneAndTheRestIsSolved() throws IOException {
        Path bad = evaluation("bad-phase", Voxels.noise(4, 4, 4, 1), "[1]", -1);
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Path truncated = evaluation("truncated", Voxels.noise(4, 4, 4, 1), "[1]", 2.4);
        Files.write(truncated.resolve("microstructure.npy"), new byte[] {1, 2, 3});
        Path missing = folder.resolve("missing");
        Path good = evaluation("good", Voxels.noise(4, 4, 4, 1), "[1]", 2.4);

        assertThat(batch(List.of(bad, empty, truncated, missing, good))).isZero();

        assertThat(failure(bad)).contains("Young's modulus -1.0 GPa must be a positive finite number");
        assertThat(failure(empty)).contains("there is no file").contains("problem.json");
        assertThat(failure(truncated)).contains("npy");
        assertThat(missing).doesNotExist();
        assertThat(errors.toString(StandardCharsets.UTF_8))
                .contains(missing + ": there is no such folder")
                .containsOnlyOnce("\n");
        assertThat(result(good).at("/C/0/0").doubleValue()).isPositive();
    }

    @Test
    void run_resultOfAnEarlierRun_doesNotOutliveAFailure() throws IOException {
        Path bad = evaluation("bad", Voxels.noise(4, 4, 4, 1), "[7]", 2.4);
        Files.writeString(bad.resolve("result.json"), "{}");

        assertThat(batch(List.of(bad))).isZero();

        assertThat(bad.resolve("result.json")).doesNotExist();
        assertThat(failure(bad)).contains("columns [7]: give at least one of 1..6");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{\"format\":\"temper-fem-2\",\"evaluations\":[]} | format is temper-fem-2, but must be temper-fem-batch-1",
                "{\"evaluations\":[]}                               | format is missing",
                "{\"format\":\"temper-fem-batch-1\",\"evaluations\":[\"a/b\"]} | evaluation 'a/b' is not an absolute folder",
                "{\"format\":\"temper-fem-batch-1\",\"evaluations\":[1]} | evaluations: found VALUE_NUMBER_INT",
                "{\"format\":\"temper-fem-batch-1\",\"folders\":[]} | 'folders' is not known",
                "[]                                                 | the manifest: found START_ARRAY",
                "nonsense                                           | is not JSON",
            })
    void run_badManifest_isOneLineAndExitCode2(String text, String message) throws IOException {
        Path manifest = Files.writeString(folder.resolve("manifest.json"), text);

        assertThat(run("--batch", manifest.toString())).isEqualTo(2);

        assertThat(errors.toString(StandardCharsets.UTF_8))
                .startsWith("voxel: ")
                .contains(message)
                .containsOnlyOnce("\n");
    }

    @Test
    void run_noManifest_isOneLineAndExitCode2() {
        assertThat(run("--batch", folder.resolve("none.json").toString())).isEqualTo(2);
        assertThat(errors.toString(StandardCharsets.UTF_8)).contains("there is no file");
    }

    private Path evaluation(String name, Microstructure m, String columns, double soft) throws IOException {
        Path evaluation = Files.createDirectory(folder.resolve(name));
        new NpyFormat().write(evaluation.resolve("microstructure.npy"), m);
        Files.writeString(evaluation.resolve("problem.json"), """
                {"format":"temper-fem-1","columns":%s,"rtol":1e-4,"hard":{"E":120,"nu":0.3},"soft":{"E":%s,"nu":0.3},
                 "microstructure":"microstructure.npy","size":[%d,%d,%d]}""".formatted(columns, soft, m.nx(), m.ny(), m.nz()));
        return evaluation;
    }

    private int batch(List<Path> evaluations) throws IOException {
        ObjectNode manifest = JSON.createObjectNode().put("format", "temper-fem-batch-1");
        evaluations.forEach(e -> manifest.withArray("evaluations").add(e.toString()));
        Path file = folder.resolve("manifest.json");
        JSON.writeValue(file.toFile(), manifest);
        return run("--batch", file.toString(), "2");
    }

    /** All but the time that it took. */
    private static ObjectNode result(Path evaluation) throws IOException {
        ObjectNode result =
                (ObjectNode) JSON.readTree(evaluation.resolve("result.json").toFile());
        result.remove("seconds");
        return result;
    }

    private static String failure(Path evaluation) throws IOException {
        JsonNode failure = JSON.readTree(evaluation.resolve("failure.json").toFile());
        assertThat(failure.fieldNames()).toIterable().containsExactly("message");
        assertThat(evaluation.resolve("result.json")).doesNotExist();
        return failure.get("message").textValue();
    }

    private int run(String... args) {
        return VoxelMain.run(args, new PrintStream(errors, true, StandardCharsets.UTF_8));
    }
}
