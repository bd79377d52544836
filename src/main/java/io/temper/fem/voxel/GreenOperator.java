package io.temper.fem.voxel;

import java.util.Arrays;

/**
 * Preconditioner: solves the homogeneous grid exactly in Fourier space, in single precision.
 *
 * <p>Along x two real lines ride one complex transform; then all of y, z, the 3x3 products and the way back are done on a
 * few planes of x-frequency at a time, which stay in cache.
 */
final class GreenOperator {
    /** Floats of a row that keep loops long and rows in the first-level cache. */
    private static final int ROW = 512;

    private final int nx;
    private final int ny;
    private final int nz;
    private final int plane;
    private final int frequencies;
    private final int half;
    private final int xRow;
    private final int group;
    private final Team team;
    /** Spectrum [component][x-frequency][y * nz + z], and a zero if that is needed to pair the lines. */
    private final float[][][] re;

    private final float[][][] im;
    /** Symbol [group][z-frequency][6][plane of the group * ny + y-frequency]. */
    private final float[][][][] symbol;

    private final Scratch[] scratch;

    private final class Scratch {
        final Fft fftX = Fft.of(nx, xRow);
        final Fft fftY = Fft.of(ny, group * nz);
        final Fft fftZ = Fft.of(nz, group * ny);
        final float[][] xRe = new float[nx][xRow];
        final float[][] xIm = new float[nx][xRow];
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
        plane = ny * nz;
        frequencies = nx / 2 + 1;
        half = (plane + 1) / 2;
        xRow = Math.min(ROW, half);
        group = group(nx, ny, nz, team.threads());
        re = new float[3][frequencies][2 * half];
        im = new float[3][frequencies][2 * half];
        scratch = new Scratch[team.threads()];
        for (int i = 0; i < scratch.length; i++) {
            scratch[i] = new Scratch();
        }
        symbol = new float[groups()][nz][6][group * ny];
        GreenSymbol green = new GreenSymbol(nx, ny, nz, medium, 1.0 / ((double) nx * plane));
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
        long xRow = Math.min(ROW, (ny * nz + 1) / 2);
        long group = group(nx, ny, nz, threads);
        return 4
                * (xRow * (2L * nx + Fft.scratchPerLine(nx))
                        + group * nz * (2L * ny + Fft.scratchPerLine(ny))
                        + group * ny * (6L * nz + Fft.scratchPerLine(nz)));
    }

    private int groups() {
        return (frequencies + group - 1) / group;
    }

    private int planes(int g) {
        return Math.min(group, frequencies - g * group);
    }

    private void fill(GreenSymbol green, int g) {
        for (int i = 0; i < planes(g); i++) {
            for (int k = 0; k < nz; k++) {
                for (int j = 0; j < ny; j++) {
                    green.put(g * group + i, j, k, symbol[g][k], i * ny + j);
                }
            }
        }
    }

    /** Takes the residual r and keeps z = G r in Fourier space; returns r . z. */
    double precondition(Field r) {
        team.run(3 * blocks(), (worker, block) -> forwardX(scratch[worker], r, block));
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
    void update(Field p, double beta) {
        team.run(3 * blocks(), (worker, block) -> backwardX(scratch[worker], p, beta, block));
    }

    private int blocks() {
        return (half + xRow - 1) / xRow;
    }

    private void forwardX(Scratch s, Field r, int block) {
        int c = block / blocks();
        int a = block % blocks() * xRow;
        int b = half + a;
        int w = Math.min(xRow, half - a);
        int wb = Math.min(w, plane - b);
        for (int x = 0; x < nx; x++) {
            Rows.narrow(r.plane(c, x), a, s.xRe[x], w);
            Rows.narrow(r.plane(c, x), b, s.xIm[x], wb);
            Arrays.fill(s.xIm[x], wb, w, 0);
        }
        s.fftX.forward(s.xRe, s.xIm, w);
        for (int k = 0; k < frequencies; k++) {
            int m = nx - k;
            if (k == 0 || k == m) {
                copy(s.xRe[k], re[c][k], a, w);
                copy(s.xIm[k], re[c][k], b, w);
                Arrays.fill(im[c][k], a, a + w, 0);
                Arrays.fill(im[c][k], b, b + w, 0);
            } else {
                Rows.halfSumDifference(s.xRe[m], s.xRe[k], w);
                Rows.halfSumDifference(s.xIm[k], s.xIm[m], w);
                copy(s.xRe[m], re[c][k], a, w);
                copy(s.xIm[k], re[c][k], b, w);
                copy(s.xIm[m], im[c][k], a, w);
                copy(s.xRe[k], im[c][k], b, w);
            }
        }
    }

    private void backwardX(Scratch s, Field p, double beta, int block) {
        int c = block / blocks();
        int a = block % blocks() * xRow;
        int b = half + a;
        int w = Math.min(xRow, half - a);
        for (int k = 0; k < frequencies; k++) {
            int m = nx - k;
            if (k == 0 || k == m) {
                System.arraycopy(re[c][k], a, s.xRe[k], 0, w);
                System.arraycopy(re[c][k], b, s.xIm[k], 0, w);
            } else {
                System.arraycopy(re[c][k], a, s.xRe[m], 0, w);
                System.arraycopy(re[c][k], b, s.xIm[k], 0, w);
                System.arraycopy(im[c][k], a, s.xIm[m], 0, w);
                System.arraycopy(im[c][k], b, s.xRe[k], 0, w);
                Rows.sumDifference(s.xRe[m], s.xRe[k], w);
                Rows.sumDifference(s.xIm[k], s.xIm[m], w);
            }
        }
        s.fftX.inverse(s.xRe, s.xIm, w);
        for (int x = 0; x < nx; x++) {
            Rows.widen(s.xRe[x], beta, p.plane(c, x), a, w);
            Rows.widen(s.xIm[x], beta, p.plane(c, x), b, Math.min(w, plane - b));
        }
    }

    private static void copy(float[] row, float[] to, int at, int w) {
        System.arraycopy(row, 0, to, at, w);
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
                System.arraycopy(re[c][first + i], y * nz, s.yRe[y], i * nz, nz);
                System.arraycopy(im[c][first + i], y * nz, s.yIm[y], i * nz, nz);
            }
        }
    }

    private void store(Scratch s, int c, int first, int planes) {
        for (int i = 0; i < planes; i++) {
            for (int y = 0; y < ny; y++) {
                System.arraycopy(s.yRe[y], i * nz, re[c][first + i], y * nz, nz);
                System.arraycopy(s.yIm[y], i * nz, im[c][first + i], y * nz, nz);
            }
        }
    }

    private void multiply(Scratch s, int g, int planes, double[] energy) {
        Arrays.fill(s.energy, 0);
        for (int k = 0; k < nz; k++) {
            Rows.multiply(s.zRe[0][k], s.zRe[1][k], s.zRe[2][k], symbol[g][k], s.energy, planes * ny);
            Rows.multiply(s.zIm[0][k], s.zIm[1][k], s.zIm[2][k], symbol[g][k], s.energy, planes * ny);
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
