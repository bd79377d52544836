package io.temper.material;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyFormatTest {
    private static final String DICT = "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 2, 3), }";
    private static final byte[] TWELVE = {1, 0, 0, 0, 0, 1, 0, 1, 1, 0, 0, 0};

    private final NpyFormat format = new NpyFormat();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void decode_eachVersion_isRead(int version) {
        assertThat(format.decode(npy(version, DICT, TWELVE))).isEqualTo(new Microstructure(2, 2, 3, TWELVE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"|u1", "|i1", "|b1"})
    void decode_oneByteTypes_areRead(String dtype) {
        assertThat(format.decode(npy(1, DICT.replace("|u1", dtype), TWELVE)).hardVoxels())
                .isEqualTo(4);
    }

    @Test
    void decode_fortranOrder_isTransposed() {
        Microstructure m = format.decode(npy(1, DICT.replace("False", "True"), TWELVE));

        for (int x = 0; x < 2; x++) {
            for (int y = 0; y < 2; y++) {
                for (int z = 0; z < 3; z++) {
                    assertThat(m.isHard(x, y, z)).isEqualTo(TWELVE[x + 2 * (y + 2 * z)] == 1);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<f8", "<i8", "<u2", "|O", "|S1"})
    void decode_otherType_saysTheMend(String dtype) {
        assertThatThrownBy(() -> format.decode(npy(1, DICT.replace("|u1", dtype), TWELVE)))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("dtype " + dtype + " is not uint8")
                .hasMessageContaining("astype('uint8')");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(4, 3)|are not three whole numbers",
                "(2, 2, 3, 1)|are not three whole numbers",
                "(-2, 2, 3)|are not three whole numbers",
                "()|are not three whole numbers",
                "(1, 4, 3)|at least 2 voxels",
                "(2, 2, 4)|2 x 2 x 4 voxels are declared, but the file holds 12: it is truncated",
                "(2, 2, 2)|2 x 2 x 2 voxels are declared, but the file holds 12: it has trailing data",
                "(2000000000, 2000000000, 2000000000)|over the limit",
                "(999999999999999999, 999999999999999999, 2)|over the limit",
                "(9999999999999999999999, 2, 2)|are not three whole numbers"
            })
    void decode_wrongShape_isOneClearLine(String shape, String message) {
        assertThatThrownBy(() -> format.decode(npy(1, DICT.replace("(2, 2, 3)", shape), TWELVE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void decode_valueTwo_namesTheVoxel() {
        byte[] voxels = TWELVE.clone();
        voxels[7] = 2;
        assertThatThrownBy(() -> format.decode(npy(1, DICT, voxels)))
                .hasMessageContaining("voxel (1, 0, 1) is 2, but must be 0 (soft) or 1 (hard)");
    }

    @Test
    void decode_cutAnywhere_isRefused() {
        byte[] whole = npy(1, DICT, TWELVE);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> format.decode(cut))
                    .isInstanceOf(FormatException.class)
                    .hasMessageContaining("truncated");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'fortran_order': False, 'shape': (2, 2, 3), }|no valid 'descr'",
                "{'descr': '!u1', 'shape': (2, 2, 3), }|no valid 'fortran_order'",
                "{}|no valid",
                "{'descr': [('a', '<i4')], 'fortran_order': False, 'shape': (2, 2, 3), }|dtype with fields"
            })
    void decode_badHeader_isRefused(String dict, String message) {
        assertThatThrownBy(() -> format.decode(npy(1, dict.replace('!', '|'), TWELVE)))
                .hasMessageContaining(message);
    }

    @Test
    void decode_foreignFile_isRefused() {
        assertThatThrownBy(() -> format.decode("PK\u0003\u0004 and more".getBytes(ISO_8859_1)))
                .hasMessageContaining("not an .npy file");
        assertThatThrownBy(() -> format.decode(npy(9, DICT, TWELVE))).hasMessageContaining("version 9 is not known");
    }

    @Test
    void encode_thenDecode_givesTheSame() {
        Microstructure m = new Microstructure(2, 2, 3, TWELVE);

        assertThat(format.decode(format.encode(m))).isEqualTo(m);
    }

    @Test
    void encode_voxels_beginAtAMultipleOf64() {
        assertThat((format.encode(new Microstructure(2, 2, 3, TWELVE)).length - 12) % 64)
                .isZero();
    }

    private static byte[] npy(int version, String dict, byte[] voxels) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("\u0093NUMPY".getBytes(ISO_8859_1));
        out.write(version);
        out.write(0);
        ByteBuffer length = ByteBuffer.allocate(version == 1 ? 2 : 4).order(ByteOrder.LITTLE_ENDIAN);
        if (version == 1) {
            length.putShort((short) dict.length());
        } else {
            length.putInt(dict.length());
        }
        out.writeBytes(length.array());
        out.writeBytes(dict.getBytes(ISO_8859_1));
        out.writeBytes(voxels);
        return out.toByteArray();
    }
}
