package io.temper.vaereg.style;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Finds VGG19's convolutions in a file by the names that frameworks give them, and checks that it is VGG19.
 *
 * <table>
 * <caption>Names known, for conv1_1</caption>
 * <tr><td>Keras</td><td>{@code block1_conv1/block1_conv1_W_1:0}, {@code .../block1_conv1/kernel:0},
 *     {@code layers/block1_conv1/vars/0}, {@code layers/conv2d/vars/0}; {@code block1_conv1_W}, {@code block1_conv1.kernel}
 *     (bias: b, bias, vars/1)</td><td>[rows, columns, in, out]</td></tr>
 * <tr><td>Caffe, carried over</td><td>{@code conv1_1_W}, {@code conv1_1_b}</td><td>[rows, columns, in, out]</td></tr>
 * <tr><td>Caffe in PyTorch</td><td>{@code conv1_1.weight}, {@code conv1_1.bias}</td><td>[out, in, rows, columns]</td></tr>
 * <tr><td>torchvision</td><td>{@code features.0.weight}, {@code features.0.bias}</td><td>[out, in, rows, columns]</td></tr>
 * </table>
 *
 * The names also tell how the network wants its input: as Keras and Caffe do, or as torchvision does.
 */
final class WeightNames {
    private enum Scheme {
        KERAS(
                false,
                GreyInput.BLUE_GREEN_RED_255,
                "W(?:_1)?(?::0)?|kernel(?::0)?|vars/0",
                "b(?:_1)?(?::0)?|bias(?::0)?|vars/1",
                l -> {
                    String key = l.kerasName();
                    return "(?:(?:model_weights|layers|vgg19)/)*" + key + "[/._](?:(?:vgg19/)?" + key + "[/_])?";
                }),
        KERAS_BY_POSITION(
                false,
                GreyInput.BLUE_GREEN_RED_255,
                "0",
                "1",
                l -> "(?:layers/)+conv2d" + (l.ordinal() == 0 ? "" : "_" + l.ordinal()) + "/vars/"),
        CAFFE(false, GreyInput.BLUE_GREEN_RED_255, "W", "b", l -> l.label() + "[_/]"),
        CAFFE_IN_PYTORCH(true, GreyInput.BLUE_GREEN_RED_255, "weight", "bias", l -> l.label() + "\\."),
        TORCHVISION(
                true,
                GreyInput.RED_GREEN_BLUE_STANDARD,
                "weight",
                "bias",
                l -> "(?:(?:module|model|vgg|vgg19)\\.)*features\\." + l.torchIndex() + "\\.");

        private final boolean outputFirst;
        private final GreyInput input;
        private final String kernel;
        private final String bias;
        private final Function<Vgg19Layer, String> prefix;

        Scheme(boolean outputFirst, GreyInput input, String kernel, String bias, Function<Vgg19Layer, String> prefix) {
            this.outputFirst = outputFirst;
            this.input = input;
            this.kernel = kernel;
            this.bias = bias;
            this.prefix = prefix;
        }

        private int[] kernelShape(Vgg19Layer l) {
            int k = Vgg19Layer.KERNEL;
            return outputFirst ? new int[] {l.out(), l.in(), k, k} : new int[] {k, k, l.in(), l.out()};
        }
    }

    private final WeightFile file;
    private final Scheme scheme;

    private WeightNames(WeightFile file, Scheme scheme) {
        this.file = file;
        this.scheme = scheme;
    }

    /** @throws IOException if the file holds another network, or VGG19 in an order of axes that its names do not go with */
    static WeightNames of(WeightFile file) throws IOException {
        for (Scheme scheme : Scheme.values()) {
            WeightNames names = new WeightNames(file, scheme);
            if (!names.find(Vgg19Layer.CONV1_1, scheme.kernel).isEmpty()) {
                names.check();
                return names;
            }
        }
        throw new IOException(
                "%s is not VGG19: no block1_conv1 (Keras), conv1_1 (Caffe) or features.0 (torchvision) among its %d arrays%s"
                        .formatted(
                                file.path(),
                                file.shapes().size(),
                                file.shapes().keySet().stream()
                                        .findFirst()
                                        .map(n -> ", the first of which is '" + n + "'")
                                        .orElse("")));
    }

    /** Every layer that is there has VGG19's shape, and none before it is missing: so VGG16 is told from VGG19. */
    private void check() throws IOException {
        Vgg19Layer missing = null;
        for (Vgg19Layer layer : Vgg19Layer.values()) {
            String name = find(layer, scheme.kernel);
            if (name.isEmpty()) {
                missing = missing == null ? layer : missing;
                continue;
            }
            if (missing != null) {
                throw new IOException("%s is not VGG19: it has %s but no %s; is it VGG16 or another network?"
                        .formatted(file.path(), layer.label(), missing.label()));
            }
            check(name, scheme.kernelShape(layer));
        }
    }

    private void check(String name, int[] wanted) throws IOException {
        int[] shape = file.shapes().getOrDefault(name, new int[0]);
        if (Arrays.equals(shape, wanted)) {
            return;
        }
        boolean reordered = Arrays.equals(sorted(shape), sorted(wanted));
        throw new IOException("%s: '%s' is %s, VGG19's is %s: %s"
                .formatted(
                        file.path(),
                        name,
                        Arrays.toString(shape),
                        Arrays.toString(wanted),
                        reordered
                                ? "its axes are in another framework's order, save it in the order that goes with its names"
                                : "it is another network's"));
    }

    private static int[] sorted(int[] shape) {
        int[] copy = shape.clone();
        Arrays.sort(copy);
        return copy;
    }

    /** The name of the layer's array, or an empty text. */
    private String find(Vgg19Layer layer, String ending) throws IOException {
        Pattern pattern = Pattern.compile(scheme.prefix.apply(layer) + "(?:" + ending + ")");
        String found = "";
        for (Map.Entry<String, int[]> e : file.shapes().entrySet()) {
            if (pattern.matcher(e.getKey()).matches()) {
                if (!found.isEmpty()) {
                    throw new IOException("%s has two arrays for %s, '%s' and '%s': keep one"
                            .formatted(file.path(), layer.label(), found, e.getKey()));
                }
                found = e.getKey();
            }
        }
        return found;
    }

    GreyInput input() {
        return scheme.input;
    }

    /** The layer's kernel, [3,3,in,out] whatever the file's order. */
    float[] kernel(Vgg19Layer layer) throws IOException {
        float[] values = read(layer, scheme.kernel, scheme.kernelShape(layer));
        if (!scheme.outputFirst) {
            return values;
        }
        int positions = Vgg19Layer.KERNEL * Vgg19Layer.KERNEL;
        float[] reordered = new float[values.length];
        for (int o = 0; o < layer.out(); o++) {
            for (int i = 0; i < layer.in(); i++) {
                for (int p = 0; p < positions; p++) {
                    reordered[(p * layer.in() + i) * layer.out() + o] = values[(o * layer.in() + i) * positions + p];
                }
            }
        }
        return reordered;
    }

    /** The layer's bias, [out]. */
    float[] bias(Vgg19Layer layer) throws IOException {
        return read(layer, scheme.bias, new int[] {layer.out()});
    }

    private float[] read(Vgg19Layer layer, String ending, int[] shape) throws IOException {
        String name = find(layer, ending);
        if (name.isEmpty()) {
            throw new IOException(
                    "%s has no %s for %s, which the style loss needs: give a file with all layers up to it"
                            .formatted(file.path(), ending.equals(scheme.bias) ? "bias" : "kernel", layer.label()));
        }
        check(name, shape);
        float[] values = file.read(name);
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IOException(
                        "%s: value %d of '%s' is %s: the file is corrupt".formatted(file.path(), i, name, values[i]));
            }
        }
        return values;
    }
}
