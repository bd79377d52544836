package io.temper.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TiffFormatTest {
    private static final Microstructure PATTERN = MicrostructureFormatsTest.pattern();

    private final TiffFormat format = new TiffFormat();

    @Test
    void encode_readByTheJdk_hasPagesAlongZWhiteWhereHard() throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("tiff").next();
        reader.setInput(new MemoryCacheImageInputStream(new ByteArrayInputStream(format.encode(PATTERN))));

        assertThat(reader.getNumImages(true)).isEqualTo(5);
        for (int z = 0; z < 5; z++) {
            BufferedImage page = reader.read(z);
            assertThat(page.getWidth()).isEqualTo(3);
            assertThat(page.getHeight()).isEqualTo(4);
            for (int x = 0; x < 3; x++) {
                for (int y = 0; y < 4; y++) {
                    assertThat(page.getRaster().getSample(x, y, 0)).isEqualTo(PATTERN.isHard(x, y, z) ? 255 : 0);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_BYTE_BINARY})
    void decode_writtenByTheJdk_givesTheSame(int type) throws IOException {
        assertThat(format.decode(written(type, ""))).isEqualTo(PATTERN);
    }

    @ParameterizedTest
    @CsvSource({
        BufferedImage.TYPE_3BYTE_BGR + ",'',8 bits per sample|samples per pixel",
        BufferedImage.TYPE_USHORT_GRAY + ",'',16 bits per sample",
        BufferedImage.TYPE_BYTE_GRAY + ",LZW,compression 5",
        BufferedImage.TYPE_BYTE_GRAY + ",ZLib,compression 8",
    })
    void decode_kindsThatAreNotRead_sayTheMend(int type, String compression, String found) throws IOException {
        byte[] file = written(type, compression);

        assertThatThrownBy(() -> format.decode(file))
                .isInstanceOf(FormatException.class)
                .message()
                .containsPattern("TIFF with .*(" + found + ") is not supported: save grey pages");
    }

    /** The JDK's own reader runs out of memory here. */
    @Test
    void decode_circularChainOfPages_isRefused() {
        ByteBuffer file = ByteBuffer.wrap(format.encode(PATTERN)).order(ByteOrder.LITTLE_ENDIAN);
        int next = 8 + 2 + 9 * 12;
        file.putInt(next, 8);

        assertThatThrownBy(() -> format.decode(file.array())).hasMessageContaining("chain of pages is circular");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, at least 2 voxels",
        "0, 2000000000, over the limit",
        "1, 1, at least 2 voxels",
        "1, 5, 3 x 5 pixels needs 15 bytes in strips",
        "5, 100000, it is truncated",
        "8, 11, it is truncated or tiled",
        "8, 13, holds more than 12 bytes"
    })
    void decode_fieldThatDoesNotFit_isOneClearLine(int field, int value, String message) {
        ByteBuffer file = ByteBuffer.wrap(format.encode(PATTERN)).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(8 + 2 + field * 12 + 8, value);

        assertThatThrownBy(() -> format.decode(file.array()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void decode_pagesOfDifferentSize_areRefused() {
        ByteBuffer file = ByteBuffer.wrap(format.encode(PATTERN)).order(ByteOrder.LITTLE_ENDIAN);
        int secondPage = file.getInt(8 + 2 + 9 * 12);
        file.putInt(secondPage + 2 + 8, 6);

        assertThatThrownBy(() -> format.decode(file.array()))
                .hasMessage("a page of 6 x 4 pixels in a TIFF stack that begins with 3 x 4");
    }

    @Test
    void decode_greyVoxel_isRefused() {
        byte[] file = format.encode(PATTERN);
        file[file.length - 1] = 77;

        assertThatThrownBy(() -> format.decode(file)).hasMessageContaining("voxel (2, 3, 4) is 77");
    }

    private static byte[] written(int type, String compression) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
        ImageWriteParam param = writer.getDefaultWriteParam();
        if (!compression.isEmpty()) {
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionType(compression);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (int z = 0; z < 5; z++) {
                writer.writeToSequence(new IIOImage(page(type, z), null, null), param);
            }
            writer.endWriteSequence();
        }
        return bytes.toByteArray();
    }

    private static BufferedImage page(int type, int z) {
        BufferedImage page = new BufferedImage(3, 4, type);
        for (int x = 0; x < 3; x++) {
            for (int y = 0; y < 4; y++) {
                page.setRGB(x, y, PATTERN.isHard(x, y, z) ? 0xffffffff : 0xff000000);
            }
        }
        return page;
    }
}
