package io.temper.vaereg;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {
    @Test
    void aids_ofAnOlderVersion_saysSoAndWhatToDo(@TempDir Path folder) throws IOException {
        GaussianMixture labels = GaussianMixture.fit(new double[][] {{-1}, {0}, {1}}, 1, new SplittableRandom(1));
        String now =
                new ObjectMapper().writeValueAsString(new InferenceAids(List.of(), labels, List.of(1.0), null, null));
        Files.writeString(folder.resolve(ModelFolder.AIDS), now.replace("\"survey\":null", "\"response\":[[0.5]]"));
        assertThatThrownBy(() -> ModelFolder.aids(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another version of temper")
                .hasMessageContaining("response")
                .hasMessageContaining("model use");
    }
}
