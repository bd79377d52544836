package io.temper.fem.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temper.fem.MemorySize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdapterRegistryTest {
    private static final String GOOD = """
            name: mine
            description: an example
            command:
              - solve
              - ${folder}
              - --threads=${threads}
            environment:
              OMP_NUM_THREADS: 1
            timeLimit: 90s
            concurrency: 2
            retries: 1
            """;

    @TempDir
    Path adapters;

    private Path file;

    @BeforeEach
    void makeFolder() throws IOException {
        file = Files.createDirectory(adapters.resolve("mine")).resolve("adapter.yaml");
        Files.createDirectory(adapters.resolve("not-an-adapter"));
    }

    @Test
    void solver_goodDescription_isReadAndKept() throws IOException {
        Files.writeString(file, GOOD);
        AdapterRegistry registry = new AdapterRegistry(adapters);

        AdapterDescriptor adapter = registry.solver("mine").descriptor();

        assertThat(registry.names()).containsExactly("mine");
        assertThat(adapter.command()).containsExactly("solve", "${folder}", "--threads=${threads}");
        assertThat(adapter.timeLimit()).isEqualTo(Duration.ofSeconds(90));
        assertThat(adapter.concurrency()).isEqualTo(2);
        assertThat(adapter.retries()).isEqualTo(1);
        assertThat(adapter.probe()).isEmpty();
        assertThat(adapter.launcher()).isEqualTo(LauncherName.LOCAL);
        assertThat(adapter.options()).isEmpty();
        assertThat(adapter.memoryLimit()).isNull();
        assertThat(adapter.backOff()).isZero();
        assertThat(adapter.batchCommand()).isEmpty();
        assertThat(adapter.columns()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(registry.solver("mine")).isSameAs(registry.solver("mine"));
    }

    @Test
    void solver_descriptionWithEveryKey_isRead() throws IOException {
        Files.writeString(file, GOOD + """
            launcher: slurm
            options: [--partition=lab]
            memoryLimit: 4g
            backOff: 2s
            batchCommand: [solve, --batch, "${manifest}"]
            columns: [1, 2, 3]
            """);

        AdapterDescriptor adapter = new AdapterRegistry(adapters).solver("mine").descriptor();

        assertThat(adapter.launcher()).isEqualTo(LauncherName.SLURM);
        assertThat(adapter.options()).containsExactly("--partition=lab");
        assertThat(adapter.memoryLimit()).isEqualTo(new MemorySize(4L << 30));
        assertThat(adapter.backOff()).isEqualTo(Duration.ofSeconds(2));
        assertThat(adapter.batchCommand()).containsExactly("solve", "--batch", "${manifest}");
        assertThat(adapter.columns()).containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "concurrency: 2        | concurency: 2         | unknown key 'concurency': use [",
                "concurrency: 2        | concurrency: 0        | concurrency 0 must be at least 1",
                "retries: 1            | retries: -1           | retries -1 must be within 0..10",
                "timeLimit: 90s        | timeLimit: soon       | timeLimit: 'soon' is not a time: write 90s, 10m or 2h",
                "timeLimit: 90s        | retries: 0            | Duplicate field 'retries'",
                "timeLimit: 90s        | probe: []             | timeLimit is missing",
                "name: mine            | name: yours           | name 'yours' must be that of its folder, 'mine'",
                "name: mine            | name: ../mine         | name '../mine' must be lower-case letters",
                "${folder}             | ${file}               | unknown placeholder ${file} in '${file}'",
                "retries: 1            | launcher: pbs         | launcher: launcher 'pbs' is not known: use one of [local, slurm]",
                "retries: 1            | options: [--qos=a]    | options [--qos=a] are for the launcher slurm",
                "retries: 1            | memoryLimit: 4 GB     | memoryLimit: '4 GB' is not a size: write 512m or 4g",
                "retries: 1            | memoryLimit: 0g       | memoryLimit: '0g' is not a size",
                "retries: 1            | backOff: 2            | backOff: '2' is not a time",
                "retries: 1            | batchCommand: [solve] | batchCommand [solve] does not name ${manifest}",
                "${folder}             | ${manifest}           | unknown placeholder ${manifest} in '${manifest}'",
                "retries: 1            | columns: [0, 1]       | columns [0, 1]: give at least one of 1..6",
                "retries: 1            | columns: []           | columns []: give at least one of 1..6",
                "command:              | command: [            | line 3: while parsing a flow node",
            })
    void solver_badDescription_isOneClearLine(String good, String bad, String message) throws IOException {
        Files.writeString(file, GOOD.replace(good, bad));

        assertThatThrownBy(() -> new AdapterRegistry(adapters).solver("mine"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }

    @Test
    void solver_emptyDescription_isOneClearLine() throws IOException {
        Files.createFile(file);

        assertThatThrownBy(() -> new AdapterRegistry(adapters).solver("mine"))
                .hasMessage("%s: it holds no keys: start with name, command, timeLimit", file);
    }

    @Test
    void solver_unknownName_saysWhichThereAre() throws IOException {
        Files.writeString(file, GOOD);

        assertThatThrownBy(() -> new AdapterRegistry(adapters).solver("../mine"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no solver '../mine' in %s: use one of [mine]", adapters);
    }

    @Test
    void names_missingFolder_isOneClearLine() {
        assertThatThrownBy(() -> new AdapterRegistry(adapters.resolve("none")).names())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be read");
    }
}
