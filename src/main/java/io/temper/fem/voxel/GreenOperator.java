package io.temper.fem.voxel;

import java.util.Arrays;

/**
 * Preconditioner: solves the homogeneous grid exactly in Fourier space, in single precision.
 *
 * <p>After the transform along x all of y, z, the 3x3 products and the way back are done on a few planes of x-frequency at a
 * time, which stay in cache.
 */
final class GreenOperator {
    /** Floats of a row: long loops whose rows still stay in cache (tried: 128 to 1024). */
    private static final int ROW = 512;

    private final int nx;
    private final int ny;
    private final int nz;
    private final int frequencies;
    private final int group;
    private final Team team;
    private final HalfSpectrum spectrum;
    /**
     * Symbol [group][z-frequency][6][plane of the group * ny + y-frequency] for z-frequencies up to nz / 2: at nz - k it is that at
     * k but for the signs of the entries that couple z with x and y.
     */
    private final float[][][][] symbol;

    private final Scratch[] scratch;

    private final class Scratch {
        final Fft fftY = Fft.of(ny, group * nz);
        final Fft fftZ = Fft.of(nz, group * ny);
        final float[][] yRe = new float[ny][group * nz];
        final float[][] yIm = new float[ny][group * nz];
        final float[][][] zRe = new float[3][nz][group * ny];
        final float[][][] zIm = new float[3][nz][group * ny];
        final float[] energy = new float[group * ny];
    }

    GreenOperator(int nx, int ny, int nz, BrickOperator.Lame medium, Team team) {
        this.nx = nx;
        this.ny = ny;
        this.nz = nz;
        this.team = team;
        frequencies = nx / 2 + 1;
        group = group(nx, ny, nz, team.threads());
        spectrum = new HalfSpectrum(nx, ny * nz, ROW, team);
        scratch = new Scratch[team.threads()];
        for (int i = 0; i < scratch.length; i++) {
            scratch[i] = new Scratch();
        }
        symbol = new float[groups()][nz / 2 + 1][6][group * ny];
        GreenSymbol green = new GreenSymbol(nx, ny, nz, medium, 1.0 / ((double) nx * ny * nz));
        team.run(groups(), (worker, g) -> fill(green, g));
    }

    /** Planes of x-frequency that are handled together: rows of the wanted length, and the same number for each thread. */
    private static int group(int nx, int ny, int nz, int threads) {
        int frequencies = nx / 2 + 1;
        int groups = frequencies * Math.min(ny, nz) / ROW / threads * threads + threads;
        return (frequencies + groups - 1) / groups;
    }

    /** Bytes of scratch per thread. */
    static long scratchBytes(int nx, int ny, int nz, int threads) {
        long group = group(nx, ny, nz, threads);
        return HalfSpectrum.scratchBytes(nx, ny * nz, ROW)
                + 4 * group * nz * (2L * ny + Fft.scratchPerLine(ny))
                + 4 * group * ny * (6L * nz + Fft.scratchPerLine(nz));
    }

    private int groups() {
        return (frequencies + group - 1) / group;
    }

    private int planes(int g) {
        return Math.min(group, frequencies - g * group);
    }

    private void fill(GreenSymbol green, int g) {
        for (int i = 0; i < planes(g); i++) {
            for (int k = 0; k <= nz / 2; k++) {
                for (int j = 0; j < ny; j++) {
                    green.put(g * group + i, j, k, symbol[g][k], i * ny + j);
                }
            }
        }
    }

    /** Takes the residual r and keeps z = G r in Fourier space; returns r . z. */
    double precondition(Field r) {
        spectrum.forward(r);
        double[] energy = new double[frequencies];
        team.run(groups(), (worker, g) -> middle(scratch[worker], g, energy));
        double sum = 0;
        for (int k = 0; k < frequencies; k++) {
            boolean single = k == 0 || 2 * k == nx;
            sum += (single ? 1 : 2) * energy[k];
        }
        return sum;
    }

    /** p = z + beta p with the z that {@link #precondition} keeps. */
    void update(Field p, float beta) {
        spectrum.inverse(p, beta);
    }

    /** y, z, products with the symbol, and back, for a few planes of x-frequency. */
    private void middle(Scratch s, int g, double[] energy) {
        int planes = planes(g);
        for (int c = 0; c < 3; c++) {
            load(s, c, g * group, planes);
            s.fftY.forward(s.yRe, s.yIm, planes * nz);
            transpose(s.yRe, s.zRe[c], ny, nz, planes);
            transpose(s.yIm, s.zIm[c], ny, nz, planes);
            s.fftZ.forward(s.zRe[c], s.zIm[c], planes * ny);
        }
        multiply(s, g, planes, energy);
        for (int c = 0; c < 3; c++) {
            s.fftZ.inverse(s.zRe[c], s.zIm[c], planes * ny);
            transpose(s.zRe[c], s.yRe, nz, ny, planes);
            transpose(s.zIm[c], s.yIm, nz, ny, planes);
            s.fftY.inverse(s.yRe, s.yIm, planes * nz);
            store(s, c, g * group, planes);
        }
    }

    private void load(Scratch s, int c, int first, int planes) {
        for (int i = 0; i < planes; i++) {
            for (int y = 0; y < ny; y++) {
                System.arraycopy(spectrum.re(c, first + i), y * nz, s.yRe[y], i * nz, nz);
                System.arraycopy(spectrum.im(c, first + i), y * nz, s.yIm[y], i * nz, nz);
            }
        }
    }

    private void store(Scratch s, int c, int first, int planes) {
        for (int i = 0; i < planes; i++) {
            for (int y = 0; y < ny; y++) {
                System.arraycopy(s.yRe[y], i * nz, spectrum.re(c, first + i), y * nz, nz);
                System.arraycopy(s.yIm[y], i * nz, spectrum.im(c, first + i), y * nz, nz);
            }
        }
    }

    private void multiply(Scratch s, int g, int planes, double[] energy) {
        Arrays.fill(s.energy, 0);
        for (int k = 0; k < nz; k++) {
            float sign = 2 * k > nz ? -1 : 1;
            float[][] green = symbol[g][Math.min(k, nz - k)];
            Rows.multiply(s.zRe[0][k], s.zRe[1][k], s.zRe[2][k], green, sign, s.energy, planes * ny);
            Rows.multiply(s.zIm[0][k], s.zIm[1][k], s.zIm[2][k], green, sign, s.energy, planes * ny);
        }
        for (int i = 0; i < planes; i++) {
            energy[g * group + i] = Rows.sum(s.energy, i * ny, ny);
        }
    }

    /** to[b][plane * na + a] = from[a][plane * nb + b]. */
    private static void transpose(float[][] from, float[][] to, int na, int nb, int planes) {
        for (int b = 0; b < nb; b++) {
            float[] row = to[b];
            for (int i = 0; i < planes; i++) {
                for (int a = 0; a < na; a++) {
                    row[i * na + a] = from[a][i * nb + b];
                }
            }
        }
    }
}
