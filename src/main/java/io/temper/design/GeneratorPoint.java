package io.temper.design;

import io.temper.generation.GaussianFilterGenerator;
import io.temper.generation.Sigma;
import io.temper.material.CubeSymmetry;
import io.temper.vaereg.PhaseField;

/**
 * A microstructure of the Gaussian-filter generator, turned: what a candidate is made from that does not come from the model.
 *
 * @param sigma of the filter before turning [voxels]
 * @param fraction hard fraction, 0..1
 * @param seed of the noise
 * @param symmetry place in {@link CubeSymmetry#all()}
 */
public record GeneratorPoint(Sigma sigma, double fraction, long seed, int symmetry) {
    public GeneratorPoint {
        if (!(fraction >= 0 && fraction <= 1)) {
            throw new IllegalArgumentException("hard fraction %s must lie in 0..1".formatted(fraction));
        }
        if (symmetry < 0 || symmetry >= CubeSymmetry.all().size()) {
            throw new IllegalArgumentException("symmetry %d must lie in 0..%d"
                    .formatted(symmetry, CubeSymmetry.all().size() - 1));
        }
    }

    /**
     * The filtered noise in units of its deviation, so that trimming its threshold works as it does for a decoded field.
     *
     * @param n voxels of the cell along each axis
     */
    public PhaseField field(int n) {
        double[] noise = new GaussianFilterGenerator(n, n, n).field(sigma, seed);
        double square = 0;
        for (double v : noise) {
            square += v * v;
        }
        double scale = 1 / Math.sqrt(square / noise.length);
        int[][] offsets = CubeSymmetry.all().get(symmetry).offsets(n, new int[3]);
        float[] turned = new float[noise.length];
        int to = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int k = 0; k < n; k++) {
                    turned[to++] = (float) (scale * noise[offsets[0][i] + offsets[1][j] + offsets[2][k]]);
                }
            }
        }
        return new PhaseField(n, turned);
    }

    GeneratorPoint withSeed(long other) {
        return new GeneratorPoint(sigma, fraction, other, symmetry);
    }

    GeneratorPoint withFraction(double other) {
        return new GeneratorPoint(sigma, other, seed, symmetry);
    }
}
