package io.temper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.temper.generation.DatasetRecipe;
import io.temper.generation.LabelTable;
import io.temper.generation.Sigma;
import io.temper.material.Property;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code dataset} within this JVM, on grids so small that solving takes no time. */
class DatasetCommandTest {
    private static final String SMALL = " --labels DIR/l.csv --filters 1:1:2,2:1:1 --per-filter 2 --size 6";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String command) {
        out.reset();
        err.reset();
        String[] args = Arrays.stream(command.split(" "))
                .map(a -> a.replace("DIR", folder.toString()))
                .toArray(String[]::new);
        return Temper.commandLine(new PrintStream(out, true), new PrintStream(err, true))
                .execute(args);
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dataset label" + SMALL, "dataset" + SMALL, "dataset" + SMALL + " label"})
    void label_newTable_isMadeAsAsked(String command) throws Exception {
        assertThat(run(command + " --properties C11,c12 --rtol 1e-3 --dataset-seed 4 --soft 5:0.2"))
                .as(errors())
                .isZero();

        assertThat(new ObjectMapper().readTree(out.toByteArray()).get("samples").asInt())
                .isEqualTo(4);
        assertThat(errors()).contains("4/4").containsPattern("\\d/s, 0 s left");
        LabelTable table = LabelTable.read(folder.resolve("l.csv"));
        assertThat(table.complete()).hasSize(4);
        LabelTable.Header header = table.header();
        assertThat(header.recipe()).isEqualTo(new DatasetRecipe(List.of(new Sigma(1, 1, 2), new Sigma(2, 1, 1)), 2, 4));
        assertThat(header.properties()).containsExactly(Property.C11, Property.C21);
        assertThat(header.rtol()).isEqualTo(1e-3);
        assertThat(header.phases().hard().youngsModulus()).isEqualTo(120);
        assertThat(header.phases().soft().toString()).isEqualTo("5.0:0.2");
    }

    @Test
    void label_tableThatIsThere_goesOnWithoutOptions() throws Exception {
        assertThat(run("dataset label" + SMALL + " --rtol 1e-3")).as(errors()).isZero();
        Path file = folder.resolve("l.csv");
        String whole = Files.readString(file);
        Files.writeString(file, whole.substring(0, whole.length() - 4));

        assertThat(run("dataset label --labels DIR/l.csv --workers 1 --rtol 0.001"))
                .as(errors())
                .isZero();

        assertThat(file).hasContent(whole);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --rtol 1e-4         | rtol=0.001, not 1.0E-4
            --per-filter 3      | perFilter=2, not 3
            --filters paper     | filters=1:1:2;2:1:1, not 1:1:7;7:1:1
            --properties C33    | properties [C11], not [C33]
            """)
    void label_otherSettingsThanTheTables_areRefused(String option, String message) throws Exception {
        run("dataset label" + SMALL + " --rtol 1e-3");
        byte[] before = Files.readAllBytes(folder.resolve("l.csv"));

        assertThat(run("dataset label --labels DIR/l.csv " + option)).isEqualTo(1);

        assertThat(errors())
                .startsWith("temper: label table ")
                .contains(message)
                .hasLineCount(1);
        assertThat(folder.resolve("l.csv")).hasBinaryContent(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --filters 1,1,7       | filter '1' is not x:y:z
            --filters some        | filter 'some' is not x:y:z
            --filters 1:1         | three numbers
            --filters 1:1:2,1:1:2 | none of them twice
            --per-filter 0        | 0 samples per filter
            --properties C47      | unknown property 'C47'
            --rtol 1              | rtol 1.0 must be
            --size 1              | at least 2 voxels
            --workers 0           | 0 workers
            --solver ansys       | no solver 'ansys'
            --hard 12             | phase '12' is not E:nu
            """)
    void badUsage_isOneLineAndNoFile(String option, String message) {
        assertThat(run("dataset label --labels DIR/l.csv " + option)).isEqualTo(2);

        assertThat(errors()).startsWith("temper: ").contains(message).hasLineCount(1);
        assertThat(out.size()).isZero();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void help_ofLabel_listsTheOptions() {
        assertThat(run("dataset label --help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("--labels", "--filters", "--per-filter", "--properties", "--rtol", "--workers", "--solver");
    }

    @Test
    void train_noTable_saysHowToMakeIt() {
        assertThat(run("train --labels DIR/none.csv --out DIR/t")).isEqualTo(1);
        assertThat(errors()).contains("make it with 'dataset label --labels ").hasLineCount(1);
    }
}
