package io.temper.fem.voxel;

import java.util.Arrays;

/**
 * Transforms of three real fields along x, in single precision: frequencies 0..nx/2, the rest being their conjugates. Two real
 * lines ride one complex transform, line a in its real and line b in its imaginary part.
 */
final class HalfSpectrum {
    private final int nx;
    private final int plane;
    private final int frequencies;
    /** Lines of a component that ride as a; the others ride as b. */
    private final int half;

    private final int row;
    private final Team team;
    /** [component][x-frequency][y * nz + z], and a zero if that is needed to pair the lines. */
    private final float[][][] re;

    private final float[][][] im;
    private final Scratch[] scratch;

    private final class Scratch {
        final Fft fft = Fft.of(nx, row);
        final float[][] re = new float[nx][row];
        final float[][] im = new float[nx][row];
    }

    /** @param row most pairs of lines to transform at once */
    HalfSpectrum(int nx, int plane, int row, Team team) {
        this.nx = nx;
        this.plane = plane;
        this.team = team;
        frequencies = nx / 2 + 1;
        half = (plane + 1) / 2;
        this.row = Math.min(row, half);
        re = new float[3][frequencies][2 * half];
        im = new float[3][frequencies][2 * half];
        scratch = new Scratch[team.threads()];
        for (int i = 0; i < scratch.length; i++) {
            scratch[i] = new Scratch();
        }
    }

    static long scratchBytes(int nx, int plane, int row) {
        return 4L * Math.min(row, (plane + 1) / 2) * (2L * nx + Fft.scratchPerLine(nx));
    }

    float[] re(int component, int frequency) {
        return re[component][frequency];
    }

    float[] im(int component, int frequency) {
        return im[component][frequency];
    }

    /** Takes the field r. */
    void forward(Field r) {
        team.run(3 * blocks(), (worker, block) -> forward(scratch[worker], r, block));
    }

    /** p = z + beta p, where z is the unscaled inverse transform of this. */
    void inverse(Field p, float beta) {
        team.run(3 * blocks(), (worker, block) -> inverse(scratch[worker], p, beta, block));
    }

    private int blocks() {
        return (half + row - 1) / row;
    }

    private void forward(Scratch s, Field r, int block) {
        int c = block / blocks();
        int a = block % blocks() * row;
        int b = half + a;
        int w = Math.min(row, half - a);
        int wb = Math.min(w, plane - b);
        for (int x = 0; x < nx; x++) {
            System.arraycopy(r.plane(c, x), a, s.re[x], 0, w);
            System.arraycopy(r.plane(c, x), b, s.im[x], 0, wb);
            Arrays.fill(s.im[x], wb, w, 0);
        }
        s.fft.forward(s.re, s.im, w);
        for (int k = 0; k < frequencies; k++) {
            separate(s, k, re[c][k], im[c][k], a, b, w);
        }
    }

    /** The spectra of lines a and b from that of a + i b: A = (Z[k] + conj Z[-k]) / 2, B = (Z[k] - conj Z[-k]) / 2i. */
    private void separate(Scratch s, int k, float[] re, float[] im, int a, int b, int w) {
        int m = nx - k;
        if (k == 0 || k == m) {
            System.arraycopy(s.re[k], 0, re, a, w);
            System.arraycopy(s.im[k], 0, re, b, w);
            Arrays.fill(im, a, a + w, 0);
            Arrays.fill(im, b, b + w, 0);
        } else {
            Rows.halfSumDifference(s.re[m], s.re[k], w);
            Rows.halfSumDifference(s.im[k], s.im[m], w);
            System.arraycopy(s.re[m], 0, re, a, w);
            System.arraycopy(s.im[k], 0, re, b, w);
            System.arraycopy(s.im[m], 0, im, a, w);
            System.arraycopy(s.re[k], 0, im, b, w);
        }
    }

    private void inverse(Scratch s, Field p, float beta, int block) {
        int c = block / blocks();
        int a = block % blocks() * row;
        int b = half + a;
        int w = Math.min(row, half - a);
        for (int k = 0; k < frequencies; k++) {
            join(s, k, re[c][k], im[c][k], a, b, w);
        }
        s.fft.inverse(s.re, s.im, w);
        for (int x = 0; x < nx; x++) {
            Rows.direction(s.re[x], beta, p.plane(c, x), a, w);
            Rows.direction(s.im[x], beta, p.plane(c, x), b, Math.min(w, plane - b));
        }
    }

    /** The reverse of {@link #separate}: Z[k] = A + i B and Z[-k] = conj A + i conj B. */
    private void join(Scratch s, int k, float[] re, float[] im, int a, int b, int w) {
        int m = nx - k;
        if (k == 0 || k == m) {
            System.arraycopy(re, a, s.re[k], 0, w);
            System.arraycopy(re, b, s.im[k], 0, w);
        } else {
            System.arraycopy(re, a, s.re[m], 0, w);
            System.arraycopy(re, b, s.im[k], 0, w);
            System.arraycopy(im, a, s.im[m], 0, w);
            System.arraycopy(im, b, s.re[k], 0, w);
            Rows.sumDifference(s.re[m], s.re[k], w);
            Rows.sumDifference(s.im[k], s.im[m], w);
        }
    }
}
