package io.temper.vaereg.style;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class Vgg19WeightsTest {
    private static final List<Vgg19Layer> FIRST_THREE = Vgg19Layer.CONV2_1.upTo();

    @TempDir
    Path folder;

    /** Files made by the libraries that users have: h5py 3.16 in Keras's layout, numpy.savez and safetensors 0.8. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "keras-conv1_1.h5",
                "keras-conv1_1-half-gzip.h5",
                "caffe-conv1_1.npz",
                "torchvision-conv1_1.safetensors"
            })
    void read_fileOfTheOriginalLibrary_isFoldedForGrey(String name) throws Exception {
        Vgg19Weights weights = Vgg19Weights.read(resource(name), Vgg19Layer.CONV1_1);
        Vgg19Weights.Convolution found = weights.layer(Vgg19Layer.CONV1_1);
        double[] scale = {255, 255, 255};
        double[] offset = {-103.939, -116.779, -123.68};
        if (name.startsWith("torchvision")) {
            scale = new double[] {1 / 0.229, 1 / 0.224, 1 / 0.225};
            offset = new double[] {-0.485 / 0.229, -0.456 / 0.224, -0.406 / 0.225};
        }
        double tolerance = name.contains("half") ? 0.5 : 1e-3; // half precision has 11 bits; scaled by 255
        for (int o = 0; o < 64; o++) {
            double bias = o / 64.0 - 0.5;
            for (int p = 0; p < 9; p++) {
                double kernel = 0;
                for (int c = 0; c < 3; c++) {
                    double w = (((p * 3 + c) * 64 + o) * 7919 % 2001 - 1000) / 4000.0;
                    kernel += scale[c] * w;
                    bias += offset[c] * w;
                }
                assertThat((double) found.kernel()[p * 64 + o]).isCloseTo(kernel, within(tolerance));
            }
            assertThat((double) found.bias()[o]).isCloseTo(bias, within(tolerance));
        }
        assertThat(weights.source()).isEqualTo(name);
    }

    static Path resource(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(Vgg19WeightsTest.class.getResource("/vgg19/" + name))
                .toURI());
    }

    enum Layout {
        KERAS_OLD_HDF("%s/%1$s_W_1:0", "%s/%1$s_b_1:0"),
        KERAS_HDF("%s/%1$s/kernel:0", "%s/%1$s/bias:0"),
        KERAS_WHOLE_MODEL_HDF("model_weights/%s/%1$s/kernel:0", "model_weights/%s/%1$s/bias:0"),
        KERAS_3_HDF("layers/%s/vars/0", "layers/%s/vars/1");

        final String kernel;
        final String bias;

        Layout(String kernel, String bias) {
            this.kernel = kernel;
            this.bias = bias;
        }
    }

    @ParameterizedTest
    @EnumSource
    void read_kerasHdf_eachWeightInItsPlace(Layout layout) throws IOException {
        Path file = new VggFile()
                .add(
                        FIRST_THREE,
                        false,
                        l -> layout.kernel.formatted(l.kerasName()),
                        l -> layout.bias.formatted(l.kerasName()))
                .hdf(folder.resolve("vgg.h5"));
        assertLayers(Vgg19Weights.read(file, Vgg19Layer.CONV2_1));
    }

    @Test
    void read_keras3ByPosition_eachWeightInItsPlace() throws IOException {
        Path file = new VggFile()
                .add(
                        FIRST_THREE,
                        false,
                        l -> "layers/conv2d" + List.of("", "_1", "_2").get(l.ordinal()) + "/vars/0",
                        l -> "layers/conv2d" + List.of("", "_1", "_2").get(l.ordinal()) + "/vars/1")
                .hdf(folder.resolve("vgg.weights.h5"));
        assertLayers(Vgg19Weights.read(file, Vgg19Layer.CONV2_1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<f2", "<f4", ">f4", "<f8"})
    void read_npz_eachWeightInItsPlace(String dtype) throws IOException {
        Path file = new VggFile()
                .add(FIRST_THREE, false, l -> l.kerasName() + "_W", l -> l.kerasName() + "_b")
                .npz(folder.resolve("vgg.npz"), dtype);
        assertLayers(Vgg19Weights.read(file, Vgg19Layer.CONV2_1));
    }

    @ParameterizedTest
    @CsvSource({"F16,features", "BF16,features", "F32,features", "F64,vgg.features", "F32,caffe"})
    void read_safetensors_axesAreReordered(String dtype, String prefix) throws IOException {
        List<String> indices = List.of("0", "2", "5");
        Path file = new VggFile()
                .add(
                        FIRST_THREE,
                        true,
                        l -> prefix.equals("caffe")
                                ? l.label() + ".weight"
                                : prefix + "." + indices.get(l.ordinal()) + ".weight",
                        l -> prefix.equals("caffe")
                                ? l.label() + ".bias"
                                : prefix + "." + indices.get(l.ordinal()) + ".bias")
                .safetensors(folder.resolve("vgg.safetensors"), dtype);
        assertLayers(Vgg19Weights.read(file, Vgg19Layer.CONV2_1));
    }

    private static void assertLayers(Vgg19Weights weights) {
        assertThat(weights.deepest()).isEqualTo(Vgg19Layer.CONV2_1);
        for (Vgg19Layer layer : List.of(Vgg19Layer.CONV1_2, Vgg19Layer.CONV2_1)) {
            Vgg19Weights.Convolution c = weights.layer(layer);
            for (int i = 0; i < c.kernel().length; i++) {
                int o = i % layer.out();
                int in = i / layer.out() % layer.in();
                assertThat(c.kernel()[i]).isEqualTo(VggFile.weight(layer, i / layer.out() / layer.in(), in, o));
            }
            for (int o = 0; o < c.out(); o++) {
                assertThat(c.bias()[o]).isEqualTo(VggFile.bias(layer, o));
            }
        }
    }

    /** The fold against what the network does: three coloured planes, centred, each with its kernel. */
    @ParameterizedTest
    @CsvSource({"keras-conv1_1.h5,true", "torchvision-conv1_1.safetensors,false"})
    void fold_greyPatch_sameAsThreeColours(String name, boolean keras) throws Exception {
        Vgg19Weights.Convolution c =
                Vgg19Weights.read(resource(name), Vgg19Layer.CONV1_1).layer(Vgg19Layer.CONV1_1);
        Random random = new Random(4);
        for (int o = 0; o < 64; o++) {
            double colours = o / 64.0 - 0.5;
            double grey = c.bias()[o];
            for (int p = 0; p < 9; p++) {
                double x = random.nextDouble();
                double[] seen = keras
                        ? new double[] {255 * x - 103.939, 255 * x - 116.779, 255 * x - 123.68}
                        : new double[] {(x - 0.485) / 0.229, (x - 0.456) / 0.224, (x - 0.406) / 0.225};
                for (int channel = 0; channel < 3; channel++) {
                    colours += seen[channel] * (((p * 3 + channel) * 64 + o) * 7919 % 2001 - 1000) / 4000.0;
                }
                grey += x * c.kernel()[p * 64 + o];
            }
            assertThat(grey).isCloseTo(colours, within(2e-3));
        }
    }

    @Test
    void random_sameSeed_sameFiltersWhateverTheDepth() {
        Vgg19Weights shallow = Vgg19Weights.random(5, Vgg19Layer.CONV1_2);
        Vgg19Weights deep = Vgg19Weights.random(5, Vgg19Layer.CONV2_1);
        Vgg19Weights other = Vgg19Weights.random(6, Vgg19Layer.CONV1_2);
        for (Vgg19Layer layer : Vgg19Layer.CONV1_2.upTo()) {
            assertThat(deep.layer(layer).kernel())
                    .containsExactly(shallow.layer(layer).kernel());
            assertThat(deep.layer(layer).kernel())
                    .isNotEqualTo(other.layer(layer).kernel());
        }
        assertThat(deep.source()).isEqualTo("random:5");
    }

    @Test
    void random_varianceIsTwoByFanIn_andFirstLayerSeesTheMiddleGreyAsZero() {
        Vgg19Weights weights = Vgg19Weights.random(1, Vgg19Layer.CONV2_1);
        float[] deep = weights.layer(Vgg19Layer.CONV2_1).kernel();
        double square = 0;
        for (float w : deep) {
            square += w * (double) w / deep.length;
        }
        assertThat(square).isCloseTo(2.0 / (9 * 64), within(0.02 * 2 / (9 * 64)));
        Vgg19Weights.Convolution first = weights.layer(Vgg19Layer.CONV1_1);
        for (int o = 0; o < 64; o++) {
            double middle = first.bias()[o];
            for (int p = 0; p < 9; p++) {
                middle += 0.5 * first.kernel()[p * 64 + o];
            }
            assertThat(middle).isCloseTo(0, within(1e-5));
        }
    }
}
