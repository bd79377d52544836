package io.temper.material;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NrrdFormatTest {
    private static final String HEADER =
            "NRRD0005\n# made by hand\ntype: uint8\ndimension: 3\nsizes: 2 3 2\nkey:=value\nencoding: raw\n\n";
    private static final String DATA = "\1\0\0\1\0\0\1\0\0\0\0\0";

    private final NrrdFormat format = new NrrdFormat();

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void decode_raw_hasXFastest(String lineEnd) {
        Microstructure m = format.decode(bytes(HEADER.replace("\n", lineEnd) + DATA));

        assertThat(m.isHard(0, 0, 0)).isTrue();
        assertThat(m.isHard(1, 1, 0)).isTrue();
        assertThat(m.isHard(0, 0, 1)).isTrue();
        assertThat(m.hardVoxels()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NRRD0005|NOPE0005|not an NRRD file",
                "type: uint8|type: float|NRRD type float is not uint8",
                "type: uint8|kind: x|the NRRD header has no field 'type'",
                "sizes: 2 3 2|sizes: 2 6|sizes '2 6' are not three whole numbers",
                "sizes: 2 3 2|sizes: 2 3 2 1|are not three whole numbers",
                "sizes: 2 3 2|sizes: 1 6 2|at least 2 voxels",
                "sizes: 2 3 2|sizes: 99999 99999 99999|over the limit",
                "sizes: 2 3 2|sizes: 2 3 3|2 x 3 x 3 voxels are declared, but the file holds 12: it is truncated",
                "sizes: 2 3 2|sizes: 2 2 2|2 x 2 x 2 voxels are declared, but the file holds 9: it has trailing data",
                "encoding: raw|encoding: bzip2|NRRD encoding bzip2 is not supported: use raw or gzip",
                "encoding: raw|encoding: gzip|NRRD data cannot be read",
                "key:=value|data file: voxels.raw|NRRD field 'data file' is not supported",
                "key:=value|byte skip: -1|NRRD field 'byte skip' is not supported"
            })
    void decode_badFile_isOneClearLine(String found, String replacement, String message) {
        assertThatThrownBy(() -> format.decode(bytes(HEADER.replace(found, replacement) + DATA)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void decode_valueTwo_namesTheVoxel() {
        assertThatThrownBy(() -> format.decode(bytes(HEADER + DATA.replaceFirst("\1", "\2"))))
                .hasMessageContaining("voxel (0, 0, 0) is 2");
    }

    /** A small file that would unfold to 64 MiB is refused after one voxel too many. */
    @Test
    void decode_gzipOfFarMoreThanDeclared_isRefused() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(bytes(HEADER.replace("raw", "gzip")));
        try (GZIPOutputStream gzip = new GZIPOutputStream(file)) {
            for (int i = 0; i < 64; i++) {
                gzip.write(new byte[1 << 20]);
            }
        }
        assertThatThrownBy(() -> format.decode(file.toByteArray())).hasMessageContaining("it has trailing data");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
