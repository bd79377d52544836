package io.temper.evaluation.baseline;

import io.temper.material.Microstructure;
import java.util.ArrayList;
import java.util.List;

/**
 * Hard fraction and two-point correlations S2(r) = P(x(s) and x(s + r) hard), periodic, at lags along the three axes, the
 * six face and the four body diagonals.
 *
 * <p>S2 is averaged over a lag's mirror images: they leave the normal components of C, and C44 C55 C66, as they are.
 * Exact counts: a row of voxels along z is the bits of one long, so that 64 pairs take one AND.
 */
public final class TwoPointFeatures implements Features {
    private static final int[][] DIRECTIONS = {
        {1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, 1, 0}, {1, 0, 1}, {0, 1, 1}, {1, 1, 1}
    };

    @Override
    public String name() {
        return "two-point";
    }

    /** @throws IllegalArgumentException if a microstructure has more than 64 voxels along z */
    @Override
    public double[][] of(List<Microstructure> microstructures) {
        return microstructures.parallelStream().map(TwoPointFeatures::of).toArray(double[][]::new);
    }

    /**
     * Features of one microstructure: the hard fraction, then by {@link #lags} order.
     *
     * @throws IllegalArgumentException if it has more than 64 voxels along z
     */
    static double[] of(Microstructure m) {
        long[] rows = rows(m);
        List<int[]> lags = lags(Math.min(m.nx(), Math.min(m.ny(), m.nz())));
        double[] features = new double[1 + lags.size()];
        features[0] = m.hardFraction();
        for (int i = 0; i < lags.size(); i++) {
            List<int[]> images = mirrored(lags.get(i));
            long pairs = 0;
            for (int[] lag : images) {
                pairs += pairs(rows, m.nx(), m.ny(), m.nz(), lag);
            }
            features[1 + i] = (double) pairs / images.size() / m.size();
        }
        return features;
    }

    /** Lags (x, y, z) [voxels, none negative]: 1..n/2 along the axes, 1..n/4 per axis along diagonals. */
    static List<int[]> lags(int n) {
        List<int[]> lags = new ArrayList<>();
        for (int[] d : DIRECTIONS) {
            boolean axis = d[0] + d[1] + d[2] == 1;
            for (int r = 1; r <= (axis ? n / 2 : n / 4); r++) {
                lags.add(new int[] {r * d[0], r * d[1], r * d[2]});
            }
        }
        return lags;
    }

    /** The lag and its mirror images; of r and -r, which have the same S2, one. */
    static List<int[]> mirrored(int[] lag) {
        List<int[]> images = new ArrayList<>();
        for (int sx = lag[0] == 0 ? 1 : -1; sx <= 1; sx += 2) {
            for (int sy = lag[1] == 0 ? 1 : -1; sy <= 1; sy += 2) {
                for (int sz = lag[2] == 0 ? 1 : -1; sz <= 1; sz += 2) {
                    int[] image = {sx * lag[0], sy * lag[1], sz * lag[2]};
                    boolean forward = image[0] > 0 || image[0] == 0 && (image[1] > 0 || image[1] == 0 && image[2] > 0);
                    if (forward) {
                        images.add(image);
                    }
                }
            }
        }
        return images;
    }

    /** Bit k of row [i * ny + j] is voxel (i, j, k). */
    private static long[] rows(Microstructure m) {
        if (m.nz() > Long.SIZE) {
            throw new IllegalArgumentException(
                    "%s: two-point features take at most %d voxels along z: crop or coarsen it"
                            .formatted(m, Long.SIZE));
        }
        long[] rows = new long[m.nx() * m.ny()];
        for (int i = 0; i < m.size(); i++) {
            rows[i / m.nz()] |= (long) m.voxel(i) << i % m.nz();
        }
        return rows;
    }

    /** Pairs of hard voxels a lag apart. */
    private static long pairs(long[] rows, int nx, int ny, int nz, int[] lag) {
        long mask = nz == Long.SIZE ? -1 : (1L << nz) - 1;
        int shift = Math.floorMod(lag[2], nz);
        long pairs = 0;
        for (int i = 0; i < nx; i++) {
            int other = Math.floorMod(i + lag[0], nx) * ny;
            int dy = Math.floorMod(lag[1], ny);
            for (int j = 0; j < ny; j++) {
                long b = rows[other + (j + dy < ny ? j + dy : j + dy - ny)];
                // a row turned by 0 must not be shifted by nz, which may be 64: a shift by 0 in Java
                long turned = shift == 0 ? b : (b >>> shift | b << (nz - shift)) & mask;
                pairs += Long.bitCount(rows[i * ny + j] & turned);
            }
        }
        return pairs;
    }
}
