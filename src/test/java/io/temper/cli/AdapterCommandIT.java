package io.temper.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temper.fem.adapter.Adapter;
import io.temper.fem.adapter.AdapterDescriptor;
import io.temper.fem.adapter.AdapterRegistry;
import io.temper.fem.adapter.ProcessFemSolver;
import io.temper.material.FormatException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code adapter list} and {@code adapter check} with the embedded solver's process. */
class AdapterCommandIT {
    private static final Path VOXEL = Path.of("fem-adapters/voxel");

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void copyGoldenCase() throws Exception {
        Path golden = Files.createDirectory(folder.resolve("golden"));
        for (String file : List.of("problem.json", "expected.json", "microstructure.npy")) {
            Files.copy(VOXEL.resolve("golden").resolve(file), golden.resolve(file));
        }
    }

    private int run(String... args) {
        return Temper.commandLine(new PrintStream(out, true), new PrintStream(err, true))
                .execute(args);
    }

    private static ProcessFemSolver voxel() {
        return new AdapterRegistry(VOXEL.getParent()).solver("voxel");
    }

    private void change(String file, String good, String bad) throws Exception {
        Path path = folder.resolve("golden").resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(good);
        Files.writeString(path, text.replace(good, bad));
    }

    @Test
    void list_shippedAdapters_areAllThereWithWhyOrVersion() throws Exception {
        assertThat(run("adapter", "list")).isZero();

        Map<String, JsonNode> lines = new HashMap<>();
        for (String line : out.toString().lines().toList()) {
            JsonNode json = new ObjectMapper().readTree(line);
            lines.put(json.path("name").asText(), json);
            // one or the other
            assertThat(json.has("version")).isEqualTo(json.path("installed").asBoolean());
            assertThat(json.has("why")).isNotEqualTo(json.path("installed").asBoolean());
            assertThat(json.path("launcher").asText()).isEqualTo("local");
        }
        assertThat(lines).containsKeys("abaqus", "calculix", "dolfinx", "fans", "script", "voxel");
        assertThat(lines.get("voxel").path("installed").asBoolean()).isTrue();
        assertThat(err.toString()).hasLineCount(lines.size() + 1).contains("adapter", "voxel");
    }

    @Test
    void check_voxel_isRight() throws Exception {
        assertThat(run("adapter", "check", "voxel")).as(err.toString()).isZero();

        JsonNode json = new ObjectMapper().readTree(out.toByteArray());
        assertThat(json.path("right").asBoolean()).isTrue();
        assertThat(json.path("entries")).hasSize(36);
        assertThat(json.path("largestError").asDouble()).isLessThan(1e-9);
        assertThat(json.path("seconds").asDouble()).isPositive();
        assertThat(err.toString()).contains("C66", "residual").doesNotContain("wrong");
    }

    @Test
    void check_oneEntryOff_namesItAndNoOther() throws Exception {
        // C22 by 1e-4 of itself
        change("expected.json", "25.28416271", "25.28669113");

        GoldenCheck check = new GoldenCheck(voxel(), folder, folder.resolve("logs"));

        assertThat(check.wrong())
                .singleElement()
                .asString()
                .startsWith("C22 is 25.2841627, but 25.2866911 is expected");
        assertThat(check.table()).filteredOn(line -> line.endsWith("  wrong")).hasSize(1);
        assertThat(check.json()).containsEntry("right", false);
    }

    @Test
    void check_probeAndResultDisagree_saysSo() throws Exception {
        AdapterDescriptor d = voxel().descriptor();
        ProcessFemSolver solver = new ProcessFemSolver(
                new Adapter(d.command()).probe("echo", "0.9").build(), VOXEL);

        GoldenCheck check = new GoldenCheck(solver, folder, folder.resolve("logs"));

        assertThat(check.wrong()).singleElement().asString().contains("but the probe's '0.9'");
    }

    @Test
    void check_notInstalled_isOneLineWithWhy() throws Exception {
        ProcessFemSolver solver = new ProcessFemSolver(new Adapter("no-such-solver", "${folder}").build(), VOXEL);

        GoldenCheck check = new GoldenCheck(solver, folder, folder.resolve("logs"));

        assertThat(check.wrong())
                .singleElement()
                .asString()
                .contains("no-such-solver")
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "expected.json | 25.28416271 | null     | expected.json has no C22",
                "expected.json | {\"C\"      | [\"C\"   | expected.json is not JSON",
                "expected.json | {\"C\"      | {\"tolerance\":2,\"C\" | tolerance 2.0 must be above 0 and below 1",
                "problem.json  | [11,11,11]  | [11,11,12] | size [11, 11, 12] is not that of",
                "problem.json  | 1.0E-8      | 1         | rtol 1.0 must be",
            })
    void check_brokenGoldenCase_isOneLine(String file, String good, String bad, String message) throws Exception {
        change(file, good, bad);

        assertThatThrownBy(() -> new GoldenCheck(voxel(), folder, folder.resolve("logs")))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }
}
