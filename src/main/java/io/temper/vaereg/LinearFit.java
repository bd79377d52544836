package io.temper.vaereg;

import java.util.Arrays;

/** Ridge regression on (x, 1). */
public final class LinearFit {
    private LinearFit() {}

    /**
     * The slopes and, last, the intercept of each output [outputs][inputs + 1].
     *
     * @param x [n][inputs]
     * @param y [n][outputs]
     * @param ridge added to the mean square of each input
     */
    public static double[][] of(double[][] x, double[][] y, double ridge) {
        int d = x[0].length + 1;
        double[][] A = new double[d][d];
        double[][] b = new double[y[0].length][d];
        for (int i = 0; i < x.length; i++) {
            double[] row = Arrays.copyOf(x[i], d);
            row[d - 1] = 1;
            for (int p = 0; p < d; p++) {
                for (int q = 0; q < d; q++) {
                    A[p][q] += row[p] * row[q];
                }
                for (int q = 0; q < b.length; q++) {
                    b[q][p] += row[p] * y[i][q];
                }
            }
        }
        for (int p = 0; p < d; p++) {
            A[p][p] += ridge * x.length;
        }
        Cholesky factor = new Cholesky(A);
        return Arrays.stream(b).map(factor::solve).toArray(double[][]::new);
    }

    /** What a fit says at x [outputs]. */
    public static double[] at(double[][] fit, double[] x) {
        double[] out = new double[fit.length];
        for (int p = 0; p < out.length; p++) {
            out[p] = fit[p][x.length];
            for (int q = 0; q < x.length; q++) {
                out[p] += fit[p][q] * x[q];
            }
        }
        return out;
    }
}
