package io.temper.uploads;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temper.dream3d.Dream3dFormat;
import io.temper.material.Microstructure;
import io.temper.material.MicrostructureFormat;
import io.temper.material.NpyFormat;
import io.temper.material.NrrdFormat;
import io.temper.material.TiffFormat;
import io.temper.material.VtiFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadsTest {
    private static final Uploads.Limits LIMITS = new Uploads.Limits(1 << 20, 1000, 5000);

    @TempDir
    Path folder;

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private Uploads uploads(Uploads.Limits limits) throws IOException {
        InstantSource source = () -> now;
        return new Uploads(folder, limits, source.withZone(ZoneOffset.UTC));
    }

    @Test
    void add_sameVoxelsInEachFormat_areOneUpload() throws IOException {
        Uploads uploads = uploads(LIMITS);
        Microstructure m = random(5, 6, 7, 0);
        Upload first = add(uploads, new NpyFormat().encode(m), "a name");
        assertThat(first.size()).containsExactly(5, 6, 7);
        assertThat(first.hardFraction()).isEqualTo(m.hardFraction());
        assertThat(first.name()).isEqualTo("a name");

        for (MicrostructureFormat format :
                List.of(new VtiFormat(), new NrrdFormat(), new TiffFormat(), new Dream3dFormat())) {
            assertThat(add(uploads, format.encode(m), "another")).isEqualTo(first);
        }
        assertThat(uploads.all()).containsExactly(first);
        assertThat(uploads.read(first.id())).contains(m);
        assertThat(folder).isDirectoryContaining(f -> f.toString().endsWith(".npy"));
        assertThat(uploads(LIMITS).all()).as("after a restart").containsExactly(first);
    }

    @Test
    void add_whatIsNoMicrostructure_leavesNothing() throws IOException {
        Uploads uploads = uploads(LIMITS);
        byte[] npy = new NpyFormat().encode(random(5, 5, 5, 0));
        for (byte[] bad : List.of(
                new byte[0],
                "<html>".getBytes(ISO_8859_1),
                Arrays.copyOf(npy, npy.length - 1),
                "NRRD0004\ntype: uint8\ndimension: 3\nsizes: 100000 100000 100000\nencoding: raw\n\n"
                        .getBytes(ISO_8859_1),
                new NpyFormat().encode(random(10, 10, 11, 0)),
                gzipBomb(),
                xmlBomb(),
                manyElements(),
                manyPages(),
                "GIF89a".getBytes(ISO_8859_1))) {
            assertThatThrownBy(() -> add(uploads, bad, null))
                    .isInstanceOf(IllegalArgumentException.class)
                    .message()
                    .isNotBlank()
                    .doesNotContain("\n", folder.toString());
        }
        assertThat(uploads.all()).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    /** A stream that never ends stands for a declared size that is not kept to. */
    @Test
    void add_endless_isCutOffAtTheLimit() throws IOException {
        Uploads uploads = uploads(LIMITS);
        long[] given = {0};
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                given[0]++;
                return 1;
            }

            @Override
            public int read(byte[] b, int from, int count) {
                given[0] += count;
                return count;
            }
        };
        assertThatThrownBy(() -> uploads.add(endless, null))
                .isInstanceOf(TooLargeException.class)
                .hasMessageContaining("1048576 bytes");
        assertThat(given[0]).isLessThan(2 << 20);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void add_connectionLost_leavesNothing() throws IOException {
        Uploads uploads = uploads(LIMITS);
        InputStream lost = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }
        };
        assertThatThrownBy(() -> uploads.add(lost, null)).isInstanceOf(IOException.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void add_overTheLimitOfAll_removesWhatWasNotUsedForLongest() throws IOException {
        Uploads uploads = uploads(LIMITS);
        Upload[] sent = new Upload[5];
        for (int i = 0; i < 4; i++) {
            now = now.plusSeconds(1);
            sent[i] = add(uploads, new NpyFormat().encode(random(10, 10, 10, i)), null);
        }
        now = now.plusSeconds(1);
        assertThat(uploads.use(sent[0].id())).isPresent();
        now = now.plusSeconds(1);
        sent[4] = add(uploads, new NpyFormat().encode(random(10, 10, 10, 4)), null);

        assertThat(uploads.all()).containsExactly(sent[4], sent[3], sent[2], sent[0]);
        assertThat(uploads.find(sent[1].id())).isEmpty();
        assertThat(uploads(LIMITS).all()).containsExactly(sent[4], sent[3], sent[2], sent[0]);
    }

    @Test
    void remove_kept_isGoneForGood() throws IOException {
        Uploads uploads = uploads(LIMITS);
        Upload upload = add(uploads, new NpyFormat().encode(random(4, 4, 4, 0)), null);

        assertThat(uploads.remove(upload.id())).isTrue();
        assertThat(uploads.remove(upload.id())).isFalse();
        assertThat(uploads.read(upload.id())).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void find_idThatIsAPath_findsNothing() throws IOException {
        Uploads uploads = uploads(LIMITS);
        Files.writeString(folder.resolveSibling("outside.npy"), "x");
        for (String id : List.of("../outside", "", ".", "/etc/hostname", "incoming-1")) {
            assertThat(uploads.find(id)).isEmpty();
            assertThat(uploads.use(id)).isEmpty();
            assertThat(uploads.remove(id)).isFalse();
        }
        assertThat(folder.resolveSibling("outside.npy")).exists();
    }

    @Test
    void add_nameWithControlCharacters_isRefused() throws IOException {
        Uploads uploads = uploads(LIMITS);
        byte[] file = new NpyFormat().encode(random(4, 4, 4, 0));
        assertThatThrownBy(() -> add(uploads, file, "a\nb")).hasMessageContaining("control character");
        assertThatThrownBy(() -> add(uploads, file, "x".repeat(201))).hasMessageContaining("200 characters");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void open_leftoversAndDamage_areDealtWith() throws IOException {
        Files.writeString(folder.resolve("incoming-17"), "half of a file");
        Files.writeString(folder.resolve("notes.txt"), "kept");
        assertThat(uploads(LIMITS).all()).isEmpty();
        assertThat(folder.resolve("incoming-17")).doesNotExist();
        assertThat(folder.resolve("notes.txt")).exists();

        Upload upload = add(uploads(LIMITS), new NpyFormat().encode(random(4, 4, 4, 0)), null);
        Files.writeString(folder.resolve(upload.id() + ".json"), "{");
        assertThatThrownBy(() -> uploads(LIMITS))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is damaged");
    }

    private static Upload add(Uploads uploads, byte[] file, String name) throws IOException {
        return uploads.add(new ByteArrayInputStream(file), name);
    }

    private static Microstructure random(int nx, int ny, int nz, long seed) {
        Random random = new Random(seed);
        byte[] voxels = new byte[nx * ny * nz];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = (byte) random.nextInt(2);
        }
        return new Microstructure(nx, ny, nz, voxels);
    }

    /** 500 MB of zeros in half a megabyte, said to be 1000 voxels. */
    private static byte[] gzipBomb() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        bomb.writeBytes(
                "NRRD0004\ntype: uint8\ndimension: 3\nsizes: 10 10 10\nencoding: gzip\n\n".getBytes(ISO_8859_1));
        try (OutputStream gzip = new GZIPOutputStream(bomb)) {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 500; i++) {
                gzip.write(zeros);
            }
        }
        return bomb.toByteArray();
    }

    /** The billion laughs. */
    private static byte[] xmlBomb() {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\"?>\n<!DOCTYPE VTKFile [<!ENTITY a0 \"1\">");
        for (int i = 1; i < 30; i++) {
            xml.append(
                    "<!ENTITY a%d \"%s\">".formatted(i, "&a%d;".formatted(i - 1).repeat(10)));
        }
        return xml.append("]>\n<VTKFile type=\"ImageData\">&a29;</VTKFile>")
                .toString()
                .getBytes(ISO_8859_1);
    }

    private static byte[] manyElements() {
        return ("<VTKFile type=\"ImageData\">" + "<a/>".repeat(250_000) + "</VTKFile>").getBytes(ISO_8859_1);
    }

    /** Pages of no field each, one behind the other. */
    private static byte[] manyPages() {
        ByteBuffer tiff = ByteBuffer.allocate(8 + 6 * 100_000).order(ByteOrder.LITTLE_ENDIAN);
        tiff.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8);
        while (tiff.hasRemaining()) {
            tiff.putShort((short) 0);
            tiff.putInt(tiff.position() + 4 < tiff.limit() ? tiff.position() + 4 : 0);
        }
        return tiff.array();
    }
}
