package io.temper.vaereg.style;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;

/**
 * VGG19's convolutions from the first to the deepest that a style loss looks at, ready for slices of one channel, 0 soft to
 * 1 hard: the network's own scaling of colours is folded into the first of them.
 */
public final class Vgg19Weights {
    /**
     * One convolution.
     *
     * @param kernel [3,3,in,out]: row, column, input, output
     * @param bias [out]
     */
    record Convolution(int in, int out, float[] kernel, float[] bias) {
        Convolution {
            int wanted = Vgg19Layer.KERNEL * Vgg19Layer.KERNEL * in * out;
            if (kernel.length != wanted || bias.length != out) {
                throw new IllegalArgumentException("a convolution %d -> %d has %d weights and %d biases, not %d and %d"
                        .formatted(in, out, wanted, out, kernel.length, bias.length));
            }
        }
    }

    private final String source;
    private final Map<Vgg19Layer, Convolution> layers;

    private Vgg19Weights(String source, Map<Vgg19Layer, Convolution> layers) {
        this.source = source;
        this.layers = layers;
    }

    /**
     * Weights from the user's file: Keras's notop {@code .h5} (old and new), {@code .npz} or {@code .safetensors}, in half,
     * single or double precision. {@link WeightNames} has the names that are known. Layers beyond the deepest are not read,
     * but must be VGG19's if they are there.
     *
     * @param deepest the deepest layer that a loss needs; the file must have all up to it
     * @throws IOException with one clear line if the file is missing, corrupt or another network's
     */
    public static Vgg19Weights read(Path file, Vgg19Layer deepest) throws IOException {
        try (WeightFile in = WeightFile.open(file)) {
            WeightNames names = WeightNames.of(in);
            Map<Vgg19Layer, Convolution> layers = new EnumMap<>(Vgg19Layer.class);
            for (Vgg19Layer layer : deepest.upTo()) {
                float[] kernel = names.kernel(layer);
                float[] bias = names.bias(layer);
                layers.put(
                        layer,
                        layer == Vgg19Layer.CONV1_1
                                ? names.input().fold(kernel, bias)
                                : new Convolution(layer.in(), layer.out(), kernel, bias));
            }
            return new Vgg19Weights(String.valueOf(file.getFileName()), layers);
        } catch (IOException e) {
            throw oneLine(e);
        }
    }

    /** Messages quote names that a file holds, and a file may hold anything. */
    private static IOException oneLine(IOException e) {
        String message = String.valueOf(e.getMessage());
        String line = message.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]+", " ");
        return line.equals(message) ? e : new IOException(line, e);
    }

    /**
     * Fixed random filters of VGG19's shapes, for where there is no file: normal with variance 2 / (inputs per output), which
     * keeps the features' scale from layer to layer (He et al. 2015); no biases. The input runs from -1 to 1, so that soft
     * and hard phase are alike to them.
     *
     * @param seed the same seed gives the same filters, whatever the deepest layer
     */
    public static Vgg19Weights random(long seed, Vgg19Layer deepest) {
        Random random = new Random(seed); // its sequence is specified, so that a model can be trained again elsewhere
        Map<Vgg19Layer, Convolution> layers = new EnumMap<>(Vgg19Layer.class);
        for (Vgg19Layer layer : deepest.upTo()) {
            boolean first = layer == Vgg19Layer.CONV1_1;
            int in = first ? 1 : layer.in();
            int fanIn = Vgg19Layer.KERNEL * Vgg19Layer.KERNEL * in;
            float[] kernel = new float[fanIn * layer.out()];
            float[] bias = new float[layer.out()];
            for (int i = 0; i < kernel.length; i++) {
                float w = (float) (Math.sqrt(2.0 / fanIn) * random.nextGaussian());
                kernel[i] = first ? 2 * w : w;
                bias[i % bias.length] -= first ? w : 0; // 2 w x - w = w (2 x - 1)
            }
            layers.put(layer, new Convolution(in, layer.out(), kernel, bias));
        }
        return new Vgg19Weights("random:" + seed, layers);
    }

    /** Where the weights are from: the file's name, or {@code random:SEED}. */
    public String source() {
        return source;
    }

    /** The deepest layer held. */
    public Vgg19Layer deepest() {
        return Vgg19Layer.values()[layers.size() - 1];
    }

    /** @throws IllegalArgumentException if the layer was not loaded */
    Convolution layer(Vgg19Layer layer) {
        Convolution found = layers.get(layer);
        if (found == null) {
            throw new IllegalArgumentException(
                    "the VGG19 weights of %s end at %s, but the loss looks at %s: load them up to it"
                            .formatted(source, deepest().label(), layer.label()));
        }
        return found;
    }
}
