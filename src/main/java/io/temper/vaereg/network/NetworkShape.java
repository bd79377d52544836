package io.temper.vaereg.network;

/**
 * Sizes of a VAE-Reg network (paper, tables 2, 3 and 5). The convolutional stacks fix the grid at 51 voxels.
 *
 * @param latent length of z, at least 1; the paper's choice is 16
 * @param properties length of c, at least 1
 * @param modes K, components of the prior, at least 1
 */
public record NetworkShape(int latent, int properties, int modes) {
    /** Voxels along each axis. */
    public static final int GRID = 51;

    public NetworkShape {
        requirePositive("latent size", latent);
        requirePositive("number of properties", properties);
        requirePositive("number of modes K", modes);
    }

    /** Hidden units of the generator: the paper's 8 for a scalar; a vector's morphologies need more. */
    int generatorUnits() {
        return properties == 1 ? 8 : 64;
    }

    /** The same network with another number of modes. */
    public NetworkShape withModes(int k) {
        return new NetworkShape(latent, properties, k);
    }

    private static void requirePositive(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("%s %d must be at least 1".formatted(what, value));
        }
    }
}
