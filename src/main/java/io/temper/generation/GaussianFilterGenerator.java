package io.temper.generation;

import io.temper.material.Microstructure;

/**
 * Periodic random microstructures (Fernandez-Zelaia et al. 2019): uniform white noise, {@link PeriodicGaussianFilter},
 * and the largest values become hard. The same arguments give the same voxels on every JVM.
 *
 * @param nx voxels along x; ny and nz likewise
 */
public record GaussianFilterGenerator(int nx, int ny, int nz) {
    /** Filtered noise of a smaller range than this, of noise of range 1, is mostly rounding error. */
    private static final double SMALLEST_RANGE = 1e-12;

    public GaussianFilterGenerator {
        Microstructure.checkSize(nx, ny, nz);
    }

    /**
     * Generates a microstructure with exactly {@code round(fraction * nx * ny * nz)} hard voxels.
     *
     * @param fraction hard fraction, 0..1
     * @param seed of the noise
     */
    public Microstructure generate(Sigma sigma, double fraction, long seed) {
        if (!(fraction >= 0 && fraction <= 1)) {
            throw new IllegalArgumentException("hard fraction %s must lie in 0..1".formatted(fraction));
        }
        double[] field = field(sigma, seed);
        return new Microstructure(nx, ny, nz, largest(field, hardVoxels(fraction, field.length), sigma));
    }

    /** The filtered noise, of which the largest values become hard [nx*ny*nz, C order]. */
    public double[] field(Sigma sigma, long seed) {
        double[] field = noise(seed);
        PeriodicGaussianFilter.apply(field, nx, ny, nz, sigma);
        return field;
    }

    /** How many of {@code voxels} are hard at a fraction. */
    static int hardVoxels(double fraction, int voxels) {
        return (int) Math.round(fraction * voxels);
    }

    /** Uniform noise in [-0.5, 0.5): without its mean, which would only cost digits in the filter. */
    private double[] noise(long seed) {
        SplitMix64 random = new SplitMix64(seed);
        double[] field = new double[nx * ny * nz];
        for (int i = 0; i < field.length; i++) {
            field[i] = random.nextDouble() - 0.5;
        }
        return field;
    }

    /** 1 at the {@code count} largest values, equal ones in voxel order. */
    private byte[] largest(double[] field, int count, Sigma sigma) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double v : field) {
            low = Math.min(low, v);
            high = Math.max(high, v);
        }
        if (high - low < SMALLEST_RANGE) {
            throw new IllegalArgumentException(
                    "sigma %s smooths all noise away on %d x %d x %d voxels: use smaller ones"
                            .formatted(sigma, nx, ny, nz));
        }
        byte[] voxels = new byte[field.length];
        if (count == 0) {
            return voxels;
        }
        double threshold = OrderStatistic.largest(field, count, low, high);
        int above = 0;
        for (double v : field) {
            above += v > threshold ? 1 : 0;
        }
        int ties = count - above;
        for (int i = 0; i < field.length; i++) {
            if (field[i] > threshold || (field[i] == threshold && ties-- > 0)) {
                voxels[i] = 1;
            }
        }
        return voxels;
    }
}
