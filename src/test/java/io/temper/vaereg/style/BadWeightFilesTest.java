package io.temper.vaereg.style;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not VGG19, or not whole, ends in one clear line. */
class BadWeightFilesTest {
    private static final List<Vgg19Layer> TWO = Vgg19Layer.CONV1_2.upTo();

    @TempDir
    Path folder;

    private static VggFile keras(List<Vgg19Layer> layers) {
        return new VggFile().add(layers, false, l -> l.kerasName() + "_W", l -> l.kerasName() + "_b");
    }

    private Path npz(VggFile file) throws IOException {
        return file.npz(folder.resolve("vgg.npz"), "<f4");
    }

    private static void assertRefused(Path file, Vgg19Layer deepest, String... says) {
        assertThatThrownBy(() -> Vgg19Weights.read(file, deepest))
                .isInstanceOf(IOException.class)
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1))
                .hasMessageContaining(String.valueOf(file.getFileName()))
                .hasMessageContainingAll(says);
    }

    @Test
    void read_layerMissing_namesIt() throws IOException {
        assertRefused(npz(keras(TWO)), Vgg19Layer.CONV2_1, "no kernel for conv2_1");
    }

    @Test
    void read_biasMissing_namesIt() throws IOException {
        assertRefused(npz(keras(TWO).remove("block1_conv2_b")), Vgg19Layer.CONV1_2, "no bias for conv1_2");
    }

    /** VGG16 is the same up to conv3_3, but has no conv3_4. */
    @Test
    void read_vgg16_refusedThoughTheLayersWantedFit() throws IOException {
        List<Vgg19Layer> layers = new ArrayList<>(Vgg19Layer.CONV1_1.upTo());
        VggFile file = keras(layers);
        for (String l : List.of(
                "block1_conv2", "block2_conv1", "block2_conv2", "block3_conv1", "block3_conv2", "block3_conv3")) {
            Vgg19Layer layer = Vgg19Layer.of("conv" + l.charAt(5) + "_" + l.charAt(11));
            file.add(List.of(layer), false, x -> l + "_W", x -> l + "_b");
        }
        file.add(List.of(Vgg19Layer.CONV4_1), false, x -> "block4_conv1_W", x -> "block4_conv1_b");
        assertRefused(npz(file), Vgg19Layer.CONV1_1, "not VGG19", "conv4_1", "no conv3_4", "VGG16");
    }

    @Test
    void read_otherNumberOfFilters_saysBothShapes() throws IOException {
        VggFile file = keras(TWO).put("block1_conv2_W", new int[] {3, 3, 64, 32}, new float[9 * 64 * 32]);
        assertRefused(
                npz(file), Vgg19Layer.CONV1_1, "block1_conv2_W", "[3, 3, 64, 32]", "[3, 3, 64, 64]", "another network");
    }

    @Test
    void read_otherNetwork_namesWhatItLooksFor() throws IOException {
        VggFile file = new VggFile().put("conv1/7x7_s2", new int[] {7}, new float[7]);
        assertRefused(npz(file), Vgg19Layer.CONV1_1, "not VGG19", "block1_conv1", "'conv1/7x7_s2'");
    }

    @Test
    void read_theanosOrderInKerasFile_saysOrderOfAxes() {
        Path file = new VggFile()
                .add(
                        TWO,
                        true,
                        l -> l.kerasName() + "/" + l.kerasName() + "_W_1:0",
                        l -> l.kerasName() + "/" + l.kerasName() + "_b_1:0")
                .hdf(folder.resolve("th.h5"));
        assertRefused(file, Vgg19Layer.CONV1_1, "[64, 3, 3, 3]", "[3, 3, 3, 64]", "order");
    }

    @Test
    void read_notANumber_saysWhere() throws IOException {
        float[] bias = new float[64];
        bias[17] = Float.NaN;
        assertRefused(
                npz(keras(TWO).put("block1_conv1_b", new int[] {64}, bias)),
                Vgg19Layer.CONV1_1,
                "value 17 of 'block1_conv1_b' is NaN");
    }

    @Test
    void read_twoArraysForOneLayer_namesBoth() throws IOException {
        VggFile file = keras(TWO).put("block1_conv1/kernel", new int[] {1}, 0);
        assertRefused(npz(file), Vgg19Layer.CONV1_1, "two arrays for conv1_1", "'block1_conv1/kernel'");
    }

    @ParameterizedTest
    @CsvSource({"<i4,dtype <i4", "F,Fortran"})
    void read_npzOfAnotherKind_saysWhatToSave(String kind, String says) throws IOException {
        Path file = folder.resolve("vgg.npz");
        boolean fortran = kind.equals("F");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            out.putNextEntry(new ZipEntry("block1_conv1_W.npy"));
            VggFile.Entry kernel = new VggFile.Entry(new int[] {3, 3, 3, 64}, new float[1728]);
            out.write(VggFile.npy(kernel, fortran ? "<f4" : kind, fortran));
        }
        assertRefused(file, Vgg19Layer.CONV1_1, "'block1_conv1_W'", says);
    }

    @Test
    void read_integersInSafetensors_namesTheType() throws IOException {
        Path file = new VggFile()
                .add(TWO, true, l -> l.label() + ".weight", l -> l.label() + ".bias")
                .safetensors(folder.resolve("vgg.safetensors"), "I32");
        assertRefused(file, Vgg19Layer.CONV1_1, "conv1_1.weight", "I32", "F16");
    }

    @Test
    void read_pickleOfPyTorch_saysWhatToSave() throws IOException {
        Path file = folder.resolve("vgg19.pth");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            out.putNextEntry(new ZipEntry("archive/data.pkl"));
            out.write(1);
        }
        assertRefused(file, Vgg19Layer.CONV1_1, ".safetensors");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PK", "no weights at all, but a text"})
    void read_somethingElse_saysWhatItTakes(String text) throws IOException {
        assertRefused(Files.writeString(folder.resolve("vgg.bin"), text), Vgg19Layer.CONV1_1, "npz");
    }

    @Test
    void read_missingFile_saysWhatItTakes() {
        assertRefused(folder.resolve("none.h5"), Vgg19Layer.CONV1_1, "is not a file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"keras-conv1_1.h5", "caffe-conv1_1.npz", "torchvision-conv1_1.safetensors"})
    void read_truncatedAnywhere_saysCorruptOrTruncated(String name) throws Exception {
        byte[] whole = Files.readAllBytes(Vgg19WeightsTest.resource(name));
        Path file = folder.resolve(name);
        for (int length = 16; length < whole.length; length += 613) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Vgg19Weights.read(file, Vgg19Layer.CONV1_1))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("truncated");
        }
    }

    /** A zip file has check sums; in the other two a changed weight looks like a weight, but nothing else may happen. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "keras-conv1_1.h5",
                "keras-conv1_1-half-gzip.h5",
                "caffe-conv1_1.npz",
                "torchvision-conv1_1.safetensors"
            })
    void read_changedBytes_readOrRefusedInOneLine(String name) throws Exception {
        byte[] whole = Files.readAllBytes(Vgg19WeightsTest.resource(name));
        Path file = folder.resolve(name);
        Random random = new Random(9);
        int refused = 0;
        for (int trial = 0; trial < 150; trial++) {
            byte[] changed = whole.clone();
            int reach = trial % 2 == 0 ? whole.length : Math.min(whole.length, 3000);
            for (int k = 0; k < 1 + trial % 8; k++) {
                changed[random.nextInt(reach)] = (byte) random.nextInt(256);
            }
            Files.write(file, changed);
            try {
                Vgg19Weights.read(file, Vgg19Layer.CONV1_1);
            } catch (IOException e) {
                assertThat(e.getMessage().lines()).hasSize(1);
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(name.endsWith("npz") ? 120 : 10);
    }
}
