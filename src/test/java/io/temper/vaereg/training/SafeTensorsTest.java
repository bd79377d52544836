package io.temper.vaereg.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafeTensorsTest {
    @TempDir
    Path folder;

    @Test
    void read_whatWasWritten_same() throws IOException {
        Path file = written();
        SafeTensors.Content content = SafeTensors.read(file);
        assertThat(content.metadata()).containsExactlyEntriesOf(Map.of("stage", "JOINT"));
        assertThat(content.arrays()).containsOnlyKeys("a", "b");
        assertThat(content.arrays().get("a")).containsExactly(1.5f, -2f, Float.MIN_VALUE);
        assertThat(content.arrays().get("b")).containsExactly(7f);
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void read_layout_isThePublishedOne() throws IOException {
        byte[] bytes = Files.readAllBytes(written());
        int header = bytes[0] & 0xff | (bytes[1] & 0xff) << 8;
        String json = new String(bytes, 8, header, StandardCharsets.UTF_8);
        assertThat(json).contains("\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}");
        assertThat(bytes).hasSize(8 + header + 16);
        assertThat(java.nio.ByteBuffer.wrap(bytes)
                        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                        .getFloat(8 + header))
                .isEqualTo(1.5f);
    }

    @Test
    void read_truncated_saysSo() throws IOException {
        Path file = written();
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 4));
        assertThatThrownBy(() -> SafeTensors.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("truncated");
    }

    @Test
    void read_garbage_saysWhatItIsNot() throws IOException {
        Path file = Files.writeString(folder.resolve("x"), "this is no checkpoint at all");
        assertThatThrownBy(() -> SafeTensors.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a safetensors file");
    }

    private Path written() throws IOException {
        Path file = folder.resolve("weights.safetensors");
        Map<String, float[]> arrays = new LinkedHashMap<>();
        arrays.put("a", new float[] {1.5f, -2f, Float.MIN_VALUE});
        arrays.put("b", new float[] {7f});
        SafeTensors.write(file, new SafeTensors.Content(arrays, Map.of("stage", "JOINT")));
        return file;
    }
}
