package io.temper.vaereg;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {
    @Test
    void aids_ofAnOlderVersion_saysSoAndWhatToDo(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve(ModelFolder.AIDS), "{\"response\":[[0.5]]}");
        assertThatThrownBy(() -> ModelFolder.aids(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another version of temper")
                .hasMessageContaining("response")
                .hasMessageContaining("model use");
    }
}
