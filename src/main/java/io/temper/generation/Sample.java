package io.temper.generation;

import io.temper.material.Microstructure;

/**
 * One microstructure of a dataset, as what it is made from: voxels are made again, not stored.
 *
 * @param index its place in the dataset, from 0
 * @param fraction hard fraction, 0..1
 * @param seed of its noise
 */
public record Sample(int index, Sigma sigma, double fraction, long seed) {
    /** Makes its voxels, {@code size} along each axis. */
    public Microstructure generate(int size) {
        return new GaussianFilterGenerator(size, size, size).generate(sigma, fraction, seed);
    }

    /** The hard fraction that its voxels have, {@code size} along each axis: a whole number of them is hard. */
    public double hardFraction(int size) {
        int voxels = size * size * size;
        return (double) GaussianFilterGenerator.hardVoxels(fraction, voxels) / voxels;
    }
}
