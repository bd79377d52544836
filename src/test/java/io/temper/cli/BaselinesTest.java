package io.temper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command on the label table that comes with temper, with what needs no training of a network. */
class BaselinesTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String command) {
        String[] args = Arrays.stream(command.split(" "))
                .map(a -> a.replace("DIR", folder.toString()))
                .toArray(String[]::new);
        return Temper.commandLine(new PrintStream(out, true), new PrintStream(err, true))
                .execute(args);
    }

    @Test
    void baselines_twoMorphologies_twoPointStatisticsBeatTheHillAverage() throws Exception {
        assertThat(run("baselines --labels docs/science/labels-c11.csv --only hill,two-point-quadratic --out DIR/b"))
                .isZero();

        JsonNode json = new ObjectMapper().readTree(out.toByteArray()).get("baselines");
        assertThat(json).hasSize(2);
        JsonNode hill = json.get(0);
        JsonNode twoPoint = json.get(1);
        assertThat(hill.get("name").asText()).isEqualTo("hill");
        assertThat(hill.get("test").get(0).get("property").asText()).isEqualTo("C11");
        assertThat(hill.get("test").get(0).get("samples").asInt()).isEqualTo(60);
        // fibres along x and along z at one fraction differ in C11 by a factor of about 2: Hill cannot tell them apart
        assertThat(hill.get("test").get(0).get("mape").asDouble()).isGreaterThan(0.2);
        assertThat(twoPoint.get("test").get(0).get("mape").asDouble()).isLessThan(0.1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("hill ", "two-point-quadratic ", " %");
        assertThat(new ObjectMapper()
                        .readTree(folder.resolve("b/baselines.json").toFile()))
                .isEqualTo(json);
    }

    @Test
    void baselines_unknownName_listsThoseThereAre() {
        assertThat(run("baselines --only vae-linear --out DIR/b")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .hasLineCount(1)
                .contains("no baseline 'vae-linear'", "two-point-gp", "--vae DIR");
    }

    @Test
    void baselines_folderWithResults_keepsThem() throws Exception {
        Files.writeString(folder.resolve("baselines.json"), "[]");
        assertThat(run("baselines --only hill --out DIR")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("earlier results")
                .hasLineCount(1);
        assertThat(folder.resolve("baselines.json")).hasContent("[]");
    }
}
