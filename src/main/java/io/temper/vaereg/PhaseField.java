package io.temper.vaereg;

import io.temper.generation.PeriodicGaussianFilter;
import io.temper.generation.Sigma;
import io.temper.material.Microstructure;
import java.util.Arrays;

/**
 * A decoded phase field: the logit of "this voxel is hard" on an n x n x n grid.
 *
 * @param n voxels along each axis
 * @param logits [n*n*n], C order, not copied: do not modify
 */
public record PhaseField(int n, float[] logits) {
    public PhaseField {
        if (logits.length != n * n * n) {
            throw new IllegalArgumentException(
                    "a field of %d^3 needs %d values, but %d were given".formatted(n, n * n * n, logits.length));
        }
    }

    /**
     * A field for a cubic microstructure, so that it is the threshold at zero and voxels near interfaces are the first to change when the
     * threshold moves: its smoothed indicator, which keeps the voxel's own sign.
     */
    public static PhaseField around(Microstructure m) {
        int n = m.nx();
        byte[] voxels = m.voxels();
        double[] signs = new double[voxels.length];
        for (int i = 0; i < signs.length; i++) {
            signs[i] = voxels[i] == 1 ? 1 : -1;
        }
        PeriodicGaussianFilter.apply(signs, n, n, n, new Sigma(1, 1, 1));
        float[] logits = new float[signs.length];
        for (int i = 0; i < logits.length; i++) {
            // a smoothed sign lies within -1..1, so that it never outweighs the voxel's own
            logits[i] = (float) (signs[i] + (voxels[i] == 1 ? 1.5 : -1.5));
        }
        return new PhaseField(n, logits);
    }

    /** The microstructure as decoded: hard where the network gives the hard phase more than half. */
    public Microstructure microstructure() {
        return above(0f);
    }

    /** Hard fraction as decoded, 0..1. */
    public double hardFraction() {
        int n = 0;
        for (float v : logits) {
            n += v > 0 ? 1 : 0;
        }
        return (double) n / logits.length;
    }

    /**
     * The microstructure whose {@code round(fraction * n^3)} highest voxels are hard: the threshold is trimmed. Equal
     * values are taken in voxel order, so that the result is exact and reproducible.
     */
    public Microstructure atFraction(double fraction) {
        if (!(fraction >= 0 && fraction <= 1)) {
            throw new IllegalArgumentException("hard fraction %s must lie in 0..1".formatted(fraction));
        }
        int hard = (int) Math.round(fraction * logits.length);
        if (hard == 0) {
            return new Microstructure(n, n, n, new byte[logits.length]);
        }
        float[] sorted = logits.clone();
        Arrays.sort(sorted);
        float threshold = sorted[logits.length - hard];
        int above = 0;
        for (float v : logits) {
            above += v > threshold ? 1 : 0;
        }
        int ties = hard - above;
        byte[] voxels = new byte[logits.length];
        for (int i = 0; i < voxels.length; i++) {
            if (logits[i] > threshold || (logits[i] == threshold && ties-- > 0)) {
                voxels[i] = 1;
            }
        }
        return new Microstructure(n, n, n, voxels);
    }

    private Microstructure above(float threshold) {
        byte[] voxels = new byte[logits.length];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = (byte) (logits[i] > threshold ? 1 : 0);
        }
        return new Microstructure(n, n, n, voxels);
    }
}
