package io.temper.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MicrostructureFormatsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"a.npy", "a.vti", "a.nrrd", "a.tif", "a.tiff", "a.dream3d", "A.NPY", "new/folder/a.b.vti"})
    void writeThenRead_asymmetricSizes_givesTheSame(String name) throws IOException {
        Path file = folder.resolve(name);
        Microstructure m = pattern();

        MicrostructureFormats.write(file, m);

        assertThat(MicrostructureFormats.read(file)).isEqualTo(m);
        assertOnlyFileIn(file.toAbsolutePath().getParent(), file);
    }

    /** Written by numpy, tifffile, Pillow and VTK from the same array; the NRRD files by the format's definition. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "numpy.npy",
                "numpy-fortran.npy",
                "numpy-bool.npy",
                "nrrd-raw.nrrd",
                "nrrd-gzip.nrrd",
                "tifffile.tif",
                "pillow-1bit.tif",
                "tifffile-bigendian.tif",
                "tifffile-miniswhite.tif",
                "vtk-ascii.vti",
                "vtk-binary.vti",
                "vtk-binary-uint64.vti",
                "vtk-binary-bigendian.vti"
            })
    void read_fileOfAnotherProgram_givesItsVoxels(String name) throws IOException {
        assertThat(MicrostructureFormats.read(Path.of("src/test/resources/io/temper/material", name)))
                .isEqualTo(pattern());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.npy", "a.vti", "a.nrrd", "a.tif", "a.dream3d"})
    void read_emptyMissingOrFolder_isOneClearLine(String name) throws IOException {
        Path file = folder.resolve(name);
        assertThatThrownBy(() -> MicrostructureFormats.read(file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ": there is no such file");

        Files.createFile(file);
        assertThatThrownBy(() -> MicrostructureFormats.read(file))
                .isInstanceOf(FormatException.class)
                .hasMessageStartingWith(file + ": 0 bytes");

        Files.delete(file);
        Files.createDirectory(file);
        assertThatThrownBy(() -> MicrostructureFormats.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not a file that can be read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.npy", "a.vti", "a.nrrd", "a.tif", "a.dream3d"})
    void decode_cutAnywhere_isRefusedInOneLine(String name) {
        MicrostructureFormat format = MicrostructureFormats.forFile(Path.of(name));
        byte[] whole = format.encode(pattern());
        // behind the last tag of XML a line end may be missing
        int enough = name.endsWith("vti") ? whole.length - 1 : whole.length;
        for (int length = 0; length < enough; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> format.decode(cut))
                    .isInstanceOf(FormatException.class)
                    .message()
                    .isNotBlank()
                    .doesNotContain("\n");
        }
    }

    /** Whatever the bytes, the answer is a microstructure or an IllegalArgumentException, and soon. */
    @ParameterizedTest
    @ValueSource(strings = {"a.npy", "a.vti", "a.nrrd", "a.tif", "a.dream3d"})
    void decode_damagedFile_neverFailsOtherwise(String name) {
        MicrostructureFormat format = MicrostructureFormats.forFile(Path.of(name));
        byte[] whole = format.encode(pattern());
        Random random = new Random(1);
        int refused = 0;
        for (int trial = 0; trial < 1000; trial++) {
            byte[] damaged = whole.clone();
            for (int k = 0; k <= trial % 3; k++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                format.decode(damaged);
            } catch (IllegalArgumentException e) {
                refused++;
                assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void read_contentsOfAnotherFormat_isRefusedWithTheFilesName() throws IOException {
        for (String wrong : new String[] {"a.vti", "a.nrrd", "a.tif", "a.dream3d"}) {
            Path file = folder.resolve(wrong);
            new NpyFormat().write(file, pattern());
            assertThatThrownBy(() -> MicrostructureFormats.read(file))
                    .isInstanceOf(FormatException.class)
                    .hasMessageStartingWith(file + ": not a");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a.txt", ".", "npy", "a.npy.bak"})
    void forFile_unknownEnding_namesTheKnown(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MicrostructureFormats.forFile(Path.of(name)))
                .withMessage(
                        name + ": the ending names no voxel format; use one of .dream3d .npy .nrrd .tif .tiff .vti");
    }

    @ParameterizedTest
    @ValueSource(strings = {".npy", ".vti", ".nrrd", ".tif", ".dream3d"})
    void forContents_eachFormat_isToldWhateverTheName(String ending) {
        MicrostructureFormat format = MicrostructureFormats.forFile(Path.of("a" + ending));
        byte[] file = format.encode(pattern());

        assertThat(MicrostructureFormats.forContents(file)).isSameAs(format);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> format.decode(file, 59))
                .withMessageContaining("3 x 4 x 5 is over the limit of 59 voxels");
        assertThat(format.decode(file, 60)).isEqualTo(pattern());
    }

    @Test
    void forContents_noVoxelFile_namesTheKnown() {
        for (String text : List.of("", "x", "NRR", "<html>", "<?xml version='1.0'?><a/>", "PK", "\u0093NUMP")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> MicrostructureFormats.forContents(text.getBytes(StandardCharsets.ISO_8859_1)))
                    .withMessageContaining(".dream3d .npy");
        }
    }

    @Test
    void write_overAFolderOrBelowAFile_leavesNothing() throws IOException {
        Path taken = Files.createDirectory(folder.resolve("taken.npy"));
        assertThatThrownBy(() -> MicrostructureFormats.write(taken, pattern()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is a folder");

        Path file = Files.writeString(folder.resolve("file"), "kept");
        assertThatThrownBy(() -> MicrostructureFormats.write(file.resolve("a.npy"), pattern()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot make folder");

        assertThat(file).hasContent("kept");
        assertThat(taken).isEmptyDirectory();
    }

    private static void assertOnlyFileIn(Path parent, Path file) throws IOException {
        try (Stream<Path> files = Files.list(parent)) {
            assertThat(files).containsExactly(file.toAbsolutePath());
        }
    }

    /** The array that the files of other programs were written from. */
    static Microstructure pattern() {
        byte[] voxels = new byte[3 * 4 * 5];
        for (int x = 0, i = 0; x < 3; x++) {
            for (int y = 0; y < 4; y++) {
                for (int z = 0; z < 5; z++) {
                    voxels[i++] = (byte) ((7 * x + 3 * y + 5 * z + x * y * z) % 3 == 0 ? 1 : 0);
                }
            }
        }
        return new Microstructure(3, 4, 5, voxels);
    }
}
