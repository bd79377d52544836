package io.temper.vaereg;

import java.util.Arrays;
import java.util.List;

/**
 * A function of latent points, learnt from its values at some of them: a line and a Gaussian process about it, with the Matern 5/2
 * kernel k(d) = (1 + s + s^2 / 3) exp(-s), s = sqrt(5) d / length (Rasmussen and Williams 2006, equation 4.17).
 *
 * @param length of the kernel, in units of z
 * @param line slopes and, last, intercept of each value [values][latent + 1]
 * @param weights (K + noise)^-1 of what the line leaves [points][values]
 */
record LatentProcess(double length, List<List<Double>> line, List<List<Double>> weights) {
    private static final double[] LENGTHS = {1, 1.5, 2, 3, 4, 6, 10};
    private static final double[] NOISES = {0.003, 0.01, 0.03, 0.1, 0.3};
    /** Most points that length and noise are chosen by, which takes the cube of their number. */
    private static final int CHOSEN_BY = 400;
    /** Keeps the line from following noise. */
    private static final double RIDGE = 1e-5;
    /** Significant digits that are kept: noise is far above. */
    private static final int DIGITS = 6;

    LatentProcess {
        line = line.stream().map(List::copyOf).toList();
        weights = weights.stream().map(List::copyOf).toList();
    }

    /**
     * Learns; length and noise are those of the least leave-one-out error.
     *
     * @param z [points][latent]
     * @param y values [points][values]
     */
    static LatentProcess of(double[][] z, double[][] y) {
        double[][] line = LinearFit.of(z, y, RIDGE);
        double[][] left = new double[z.length][];
        for (int i = 0; i < z.length; i++) {
            double[] at = LinearFit.at(line, z[i]);
            left[i] = y[i].clone();
            for (int p = 0; p < at.length; p++) {
                left[i][p] -= at[p];
            }
        }
        int some = Math.min(CHOSEN_BY, z.length);
        double least = Double.POSITIVE_INFINITY;
        double length = 0;
        double noise = 0;
        for (double l : LENGTHS) {
            for (double s : NOISES) {
                double error = leaveOneOutError(Arrays.copyOf(z, some), Arrays.copyOf(left, some), l, s);
                if (error < least) {
                    least = error;
                    length = l;
                    noise = s;
                }
            }
        }
        double[][] w = solved(new Cholesky(kernels(z, length, noise)), left);
        return new LatentProcess(length, rounded(line), rounded(w));
    }

    /** (K + noise)^-1 y [points][values]. */
    private static double[][] solved(Cholesky factor, double[][] y) {
        double[][] w = new double[y.length][y[0].length];
        for (int p = 0; p < y[0].length; p++) {
            int value = p;
            double[] x =
                    factor.solve(Arrays.stream(y).mapToDouble(row -> row[value]).toArray());
            for (int i = 0; i < x.length; i++) {
                w[i][p] = x[i];
            }
        }
        return w;
    }

    /** Mean square of what each point differs by from what the others say (Rasmussen and Williams 2006, equation 5.12). */
    private static double leaveOneOutError(double[][] z, double[][] y, double length, double noise) {
        Cholesky factor = new Cholesky(kernels(z, length, noise));
        double[][] w = solved(factor, y);
        double sum = 0;
        for (int i = 0; i < z.length; i++) {
            double[] unit = new double[z.length];
            unit[i] = 1;
            double inverse = factor.solve(unit)[i];
            for (double v : w[i]) {
                sum += (v / inverse) * (v / inverse);
            }
        }
        return sum;
    }

    private static double[][] kernels(double[][] z, double length, double noise) {
        double[][] K = new double[z.length][];
        for (int i = 0; i < z.length; i++) {
            K[i] = new double[i + 1];
            for (int j = 0; j <= i; j++) {
                double s = scaled(z[i], z[j], length);
                K[i][j] = kernel(s) + (i == j ? noise : 0);
            }
        }
        return K;
    }

    /** @param s scaled distance */
    private static double kernel(double s) {
        return (1 + s + s * s / 3) * Math.exp(-s);
    }

    private static double scaled(double[] a, double[] b, double length) {
        double s = 0;
        for (int k = 0; k < a.length; k++) {
            s += (a[k] - b[k]) * (a[k] - b[k]);
        }
        return Math.sqrt(5 * s) / length;
    }

    static List<List<Double>> rounded(double[][] rows) {
        return Arrays.stream(rows)
                .map(row -> Arrays.stream(row).mapToObj(LatentProcess::rounded).toList())
                .toList();
    }

    private static double rounded(double v) {
        return new java.math.BigDecimal(v)
                .round(new java.math.MathContext(DIGITS))
                .doubleValue();
    }

    /** Ready to be asked. @param points that it was learnt from, in order [points][latent] */
    Fitted at(double[][] points) {
        return new Fitted(points, length, matrix(line), matrix(weights));
    }

    static double[][] matrix(List<List<Double>> rows) {
        return rows.stream()
                .map(r -> r.stream().mapToDouble(Double::doubleValue).toArray())
                .toArray(double[][]::new);
    }

    /** The function. */
    record Fitted(double[][] points, double length, double[][] line, double[][] weights) {
        /** [values]. */
        double[] values(double[] z) {
            double[] y = LinearFit.at(line, z);
            for (int i = 0; i < points.length; i++) {
                double s = scaled(z, points[i], length);
                double k = kernel(s);
                for (int p = 0; p < y.length; p++) {
                    y[p] += k * weights[i][p];
                }
            }
            return y;
        }

        /** Change with each coordinate of z [values][latent]. */
        double[][] jacobian(double[] z) {
            double[][] J =
                    Arrays.stream(line).map(row -> Arrays.copyOf(row, z.length)).toArray(double[][]::new);
            for (int i = 0; i < points.length; i++) {
                double[] point = points[i];
                double s = scaled(z, point, length);
                // dk/dz = -(5 / 3 length^2) (1 + s) exp(-s) (z - point)
                double slope = -5 / (3 * length * length) * (1 + s) * Math.exp(-s);
                double[] w = weights[i];
                for (int p = 0; p < J.length; p++) {
                    for (int k = 0; k < z.length; k++) {
                        J[p][k] += slope * w[p] * (z[k] - point[k]);
                    }
                }
            }
            return J;
        }
    }
}
