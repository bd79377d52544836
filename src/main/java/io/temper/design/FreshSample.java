package io.temper.design;

import io.temper.generation.GaussianFilterGenerator;
import io.temper.generation.Sigma;
import io.temper.material.Microstructure;

/**
 * A new microstructure of the Gaussian-filter generator, made to be labelled near a design's target.
 *
 * @param fraction hard fraction, 0..1
 * @param seed of its noise
 */
public record FreshSample(Sigma sigma, double fraction, long seed) {
    /** Its voxels, {@code size} along each axis. */
    public Microstructure generate(int size) {
        return new GaussianFilterGenerator(size, size, size).generate(sigma, fraction, seed);
    }
}
