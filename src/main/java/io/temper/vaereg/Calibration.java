package io.temper.vaereg;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a mode's decoded mean really has, by the solver, against what the generator was asked for, all standardised.
 *
 * <p>The decoder errs the same way for neighbouring targets (connectivity is not a two-point statistic), so asking for a
 * little more or less brings the decoded mean to the target: space mapping (Bandler et al. 1994) built into the model. The
 * shift asked - achieved is a Gaussian process of what was achieved, with a linear mean (Rasmussen and Williams 2006, chapter
 * 2); length scale and noise are those with the least leave-one-out error.
 *
 * @param mode component of the generator, from 1
 * @param asked standardised c given to the generator [n][properties]
 * @param achieved standardised c that the solver found for the decoded means [n][properties]
 */
public record Calibration(int mode, List<List<Double>> asked, List<List<Double>> achieved) {
    /** Parameters of the process that are tried. */
    private static final double[] LENGTHS = {0.5, 1, 2, 4};

    private static final double[] NOISES = {1e-3, 1e-2, 0.1, 1};
    /** Keeps the linear mean from following noise. */
    private static final double RIDGE = 1e-2;
    /** Largest shift in any property, in standard deviations of the training labels: beyond it the fit is not trusted. */
    private static final double LARGEST_SHIFT = 1;

    public Calibration {
        asked = asked.stream().map(List::copyOf).toList();
        achieved = achieved.stream().map(List::copyOf).toList();
        if (asked.size() != achieved.size() || asked.size() < 2) {
            throw new IllegalArgumentException(
                    "a calibration of mode %d with %d points asked for and %d achieved: at least 2 of each are needed"
                            .formatted(mode, asked.size(), achieved.size()));
        }
    }

    /** The fitted map, made once for each model that is loaded. */
    Map fit() {
        double[][] x = matrix(achieved);
        double[][] y = matrix(asked);
        for (int i = 0; i < x.length; i++) {
            for (int p = 0; p < x[i].length; p++) {
                y[i][p] -= x[i][p];
            }
        }
        double[][] slope = LinearFit.of(x, y, RIDGE);
        for (int i = 0; i < x.length; i++) {
            double[] line = LinearFit.at(slope, x[i]);
            for (int p = 0; p < line.length; p++) {
                y[i][p] -= line[p];
            }
        }
        Map best = null;
        for (double length : LENGTHS) {
            for (double noise : NOISES) {
                Map map = new Map(x, y, slope, length, noise);
                if (best == null || map.leaveOneOutError < best.leaveOneOutError) {
                    best = map;
                }
            }
        }
        return java.util.Objects.requireNonNull(best);
    }

    private static double[][] matrix(List<List<Double>> rows) {
        return rows.stream()
                .map(r -> r.stream().mapToDouble(Double::doubleValue).toArray())
                .toArray(double[][]::new);
    }

    /** From what is wanted to what must be asked for. */
    static final class Map {
        private final double[][] x;
        private final double[][] slope;
        private final double length;
        /** K^-1 y [properties][n]. */
        private final double[][] weights;

        final double leaveOneOutError;

        private Map(double[][] x, double[][] y, double[][] slope, double length, double noise) {
            this.x = x;
            this.slope = slope;
            this.length = length;
            int n = x.length;
            double[][] K = new double[n][n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    K[i][j] = kernel(x[i], x[j]) + (i == j ? noise : 0);
                    K[j][i] = K[i][j];
                }
            }
            Cholesky factor = new Cholesky(K);
            weights = new double[y[0].length][];
            for (int p = 0; p < weights.length; p++) {
                int property = p;
                weights[p] = factor.solve(
                        Arrays.stream(y).mapToDouble(row -> row[property]).toArray());
            }
            double sum = 0;
            for (int i = 0; i < n; i++) {
                double[] unit = new double[n];
                unit[i] = 1;
                double inverse = factor.solve(unit)[i];
                for (double[] w : weights) {
                    sum += (w[i] / inverse) * (w[i] / inverse);
                }
            }
            leaveOneOutError = sum / n;
        }

        private double kernel(double[] a, double[] b) {
            double s = 0;
            for (int p = 0; p < a.length; p++) {
                s += (a[p] - b[p]) * (a[p] - b[p]);
            }
            return Math.exp(-s / (2 * length * length));
        }

        /** @param wanted standardised [properties]; not modified */
        double[] ask(double[] wanted) {
            double[] shift = LinearFit.at(slope, wanted);
            for (int i = 0; i < x.length; i++) {
                double k = kernel(wanted, x[i]);
                for (int p = 0; p < shift.length; p++) {
                    shift[p] += k * weights[p][i];
                }
            }
            double[] asked = wanted.clone();
            for (int p = 0; p < asked.length; p++) {
                asked[p] += Math.max(-LARGEST_SHIFT, Math.min(LARGEST_SHIFT, shift[p]));
            }
            return asked;
        }
    }

    /** Makes one from arrays [n][properties]. */
    public static Calibration of(int mode, List<double[]> asked, List<double[]> achieved) {
        return new Calibration(mode, rounded(asked), rounded(achieved));
    }

    private static List<List<Double>> rounded(List<double[]> rows) {
        List<List<Double>> all = new ArrayList<>();
        for (double[] row : rows) {
            all.add(Arrays.stream(row).mapToObj(v -> Math.round(v * 1e5) / 1e5).toList());
        }
        return all;
    }
}
