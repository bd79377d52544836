package io.temper.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {
    @TempDir
    Path folder;

    @Test
    void read_shippedFile_saysTheDefaults() throws IOException {
        assertThat(Rules.read(Path.of("routes/events/rules.yaml"))).isEqualTo(Rules.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"simulate: often", "interval: 0", "simulationUncertainty: 1", "simulated: always"})
    void read_broken_saysWhereAndWhat(String rules) throws IOException {
        Path file = Files.writeString(folder.resolve("rules.yaml"), rules);

        assertThatThrownBy(() -> Rules.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString());
    }
}
