package io.temper.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabKeysTest {
    @TempDir
    Path folder;

    @Test
    void key_ofTheSettings_isThatOfTheSink() {
        LabKeys keys = new LabKeys(Map.of("temper.lab.elabftw.key", "3-abc")::get);
        assertThat(keys.key("elabftw")).isEqualTo("3-abc");
        assertThat(keys.key("nomad")).isNull();
    }

    @Test
    void key_ofAFile_isReadAnewEachTimeAndBeforeTheSetting() throws Exception {
        Path file = folder.resolve("key");
        LabKeys keys = new LabKeys(
                Map.of("temper.lab.nomad.key-file", file.toString(), "temper.lab.nomad.key", "of the settings")::get);
        assertThat(keys.key("nomad")).as("no file yet").isNull();
        Files.writeString(file, "first\n");
        assertThat(keys.key("nomad")).isEqualTo("first");
        Files.writeString(file, "second\n");
        assertThat(keys.key("nomad")).isEqualTo("second");
        Files.writeString(file, "\n");
        assertThat(keys.key("nomad")).as("an empty file").isNull();
    }
}
