package io.temper.vaereg.network;

import java.util.Set;

/**
 * Sizes of a VAE-Reg network (paper, tables 2, 3 and 5). The convolutional stacks fix the grid at 51 voxels.
 *
 * @param latent length of z, at least 1; the paper's choice is 16
 * @param properties length of c, at least 1
 * @param modes K, components of the prior, at least 1
 * @param decoder what makes a field of z
 */
public record NetworkShape(int latent, int properties, int modes, Decoder decoder) {
    /** Voxels along each axis. */
    public static final int GRID = 51;

    /** A weight that only {@link Decoder#RANDOM_FIELD} has. */
    static final String STEEPNESS = "decoder.steepness";

    /** Kinds of p(x|z). */
    public enum Decoder {
        /** Smoothed noises, cut at a level: the default. */
        RANDOM_FIELD,
        /** The paper's. */
        CONVOLUTIONS
    }

    public NetworkShape {
        requirePositive("latent size", latent);
        requirePositive("number of properties", properties);
        requirePositive("number of modes K", modes);
    }

    /** The shape of a network that has weights of these names. */
    public static NetworkShape of(int latent, int properties, int modes, Set<String> weights) {
        return new NetworkShape(
                latent, properties, modes, weights.contains(STEEPNESS) ? Decoder.RANDOM_FIELD : Decoder.CONVOLUTIONS);
    }

    /** Hidden units of the generator: the paper's 8 for a scalar; a vector's morphologies need more. */
    int generatorUnits() {
        return properties == 1 ? 8 : 64;
    }

    /** The same network with another number of modes. */
    public NetworkShape withModes(int k) {
        return new NetworkShape(latent, properties, k, decoder);
    }

    private static void requirePositive(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("%s %d must be at least 1".formatted(what, value));
        }
    }
}
