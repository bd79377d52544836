package io.temper.vaereg.style;

import io.temper.vaereg.style.GramSettings.Padding;

/** The style loss of conv1_1 written out in loops, to compare with. */
final class PlainGram {
    private PlainGram() {}

    /** Slice [n,n] of one of several cells, [cells,n,n,n]. */
    static double[][] slice(float[] cells, int n, int cell, int axis, int at) {
        double[][] slice = new double[n][n];
        for (int u = 0; u < n; u++) {
            for (int v = 0; v < n; v++) {
                int[] xyz = switch (axis) {
                    case 0 -> new int[] {at, u, v};
                    case 1 -> new int[] {u, at, v};
                    default -> new int[] {u, v, at};
                };
                slice[u][v] = cells[((cell * n + xyz[0]) * n + xyz[1]) * n + xyz[2]];
            }
        }
        return slice;
    }

    /** G_ij = sum over positions of F_i F_j, F the rectified convolution (a correlation, as networks have it). */
    static double[][] of(Vgg19Weights weights, double[][] slice, Padding padding) {
        Vgg19Weights.Convolution c = weights.layer(Vgg19Layer.CONV1_1);
        int n = slice.length;
        double[][] g = new double[c.out()][c.out()];
        for (int u = 0; u < n; u++) {
            for (int v = 0; v < n; v++) {
                double[] f = new double[c.out()];
                for (int o = 0; o < f.length; o++) {
                    f[o] = c.bias()[o];
                    for (int p = 0; p < 9; p++) {
                        f[o] += c.kernel()[p * c.out() + o] * at(slice, u + p / 3 - 1, v + p % 3 - 1, padding);
                    }
                    f[o] = Math.max(f[o], 0);
                }
                for (int i = 0; i < f.length; i++) {
                    for (int j = 0; j < f.length; j++) {
                        g[i][j] += f[i] * f[j];
                    }
                }
            }
        }
        return g;
    }

    private static double at(double[][] slice, int u, int v, Padding padding) {
        int n = slice.length;
        boolean inside = u >= 0 && v >= 0 && u < n && v < n;
        return inside ? slice[u][v] : padding == Padding.ZERO ? 0 : slice[(u + n) % n][(v + n) % n];
    }

    /** 1 / (4 C^2 M^2) sum_ij (G_ij - G'_ij)^2. */
    static double loss(double[][] a, double[][] b, int positions) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                sum += (a[i][j] - b[i][j]) * (a[i][j] - b[i][j]);
            }
        }
        return sum / (4.0 * a.length * a.length * positions * positions);
    }
}
