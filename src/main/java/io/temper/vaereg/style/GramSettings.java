package io.temper.vaereg.style;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a Gram style loss compares.
 *
 * @param weights w_l, the weight of each layer looked at; positive
 * @param slicesPerAxis slices compared along each axis in a step
 * @param averaged false: each slice of the one with the same slice of the other, as in the paper; true: the Gram matrices
 *     averaged over the slices of an axis, which lets texture sit elsewhere along the axis. Estimated without bias from two
 *     slices or more
 * @param padding what a convolution sees beyond the edge of a slice
 */
public record GramSettings(Map<Vgg19Layer, Double> weights, int slicesPerAxis, boolean averaged, Padding padding) {
    /** What a convolution sees beyond the edge. */
    public enum Padding {
        /** The other side: microstructures are periodic. */
        PERIODIC,
        /** Zeros, as VGG19 was trained. */
        ZERO
    }

    /** The first layer of the first three blocks; the paper does not say which layers it took. */
    private static final List<Vgg19Layer> LAYERS = List.of(Vgg19Layer.CONV1_1, Vgg19Layer.CONV2_1, Vgg19Layer.CONV3_1);

    public GramSettings {
        if (weights.isEmpty()) {
            throw new IllegalArgumentException("the style loss looks at no layer: give one, for example conv1_1");
        }
        weights.forEach((layer, w) -> {
            if (!(w > 0) || w.isInfinite()) {
                throw new IllegalArgumentException(
                        "the style weight of %s is %s: it must be above 0 and finite".formatted(layer.label(), w));
            }
        });
        int least = averaged ? 2 : 1;
        if (slicesPerAxis < least) {
            throw new IllegalArgumentException("the %sstyle loss needs at least %d slices per axis, not %d"
                    .formatted(averaged ? "averaged " : "", least, slicesPerAxis));
        }
        weights = Collections.unmodifiableMap(new EnumMap<>(weights));
    }

    /** Slice by slice, periodic, conv1_1 conv2_1 conv3_1 with a third of the weight each. */
    public static GramSettings of(int slicesPerAxis) {
        return of(LAYERS, slicesPerAxis);
    }

    /** Slice by slice, periodic, the layers with equal weights that sum to 1. */
    public static GramSettings of(List<Vgg19Layer> layers, int slicesPerAxis) {
        Map<Vgg19Layer, Double> weights = new EnumMap<>(Vgg19Layer.class);
        layers.forEach(l -> weights.put(l, 1.0 / layers.size()));
        return new GramSettings(weights, slicesPerAxis, false, Padding.PERIODIC);
    }

    /** The deepest layer looked at: weights have to be loaded up to it. */
    public Vgg19Layer deepest() {
        return Collections.max(weights.keySet());
    }

    /** w_l of a layer; 0 for one that is not looked at. */
    public double weight(Vgg19Layer layer) {
        return weights.getOrDefault(layer, 0.0);
    }

    /** The same with other weights of the layers. */
    public GramSettings withWeights(Map<Vgg19Layer, Double> weights) {
        return new GramSettings(weights, slicesPerAxis, averaged, padding);
    }

    /** The same, comparing averages over the slices of an axis or not. */
    public GramSettings withAveraged(boolean averaged) {
        return new GramSettings(weights, slicesPerAxis, averaged, padding);
    }

    /** The same with another padding. */
    public GramSettings withPadding(Padding padding) {
        return new GramSettings(weights, slicesPerAxis, averaged, padding);
    }
}
