package io.temper.vaereg;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A mixture of Gaussians over standardised properties c, p(c). It says what the properties that a target leaves open are
 * likely to be: p(c_open | c_wanted) is a mixture again, with weights w_j N(c_wanted; mu_j, Sigma_j) and conditional means.
 *
 * @param components their weights sum to 1
 */
public record GaussianMixture(List<Component> components) {
    /** Keeps covariances regular [standardised units squared]. */
    private static final double FLOOR = 1e-3;

    private static final int ITERATIONS = 60;

    /**
     * One Gaussian.
     *
     * @param mean [d]
     * @param covariance [d x d]
     */
    public record Component(double weight, List<Double> mean, List<List<Double>> covariance) {
        public Component {
            mean = List.copyOf(mean);
            covariance = covariance.stream().map(List::copyOf).toList();
        }

        private double[][] block(int[] rows, int[] columns) {
            double[][] m = new double[rows.length][columns.length];
            for (int i = 0; i < rows.length; i++) {
                for (int j = 0; j < columns.length; j++) {
                    m[i][j] = covariance.get(rows[i]).get(columns[j]);
                }
            }
            return m;
        }
    }

    /** A point that a partial one may be completed to, and how likely that is, 0..1. */
    public record Completion(double weight, double[] point) {}

    public GaussianMixture {
        components = List.copyOf(components);
    }

    /**
     * Fits by expectation maximisation (Dempster, Laird and Rubin 1977).
     *
     * @param points [n][d]
     */
    public static GaussianMixture fit(double[][] points, int count, RandomGenerator random) {
        int d = points[0].length;
        double[][] r = new double[points.length][count];
        double[][] centres = new double[count][];
        for (int j = 0; j < count; j++) {
            centres[j] = points[random.nextInt(points.length)];
        }
        for (int i = 0; i < points.length; i++) {
            r[i][nearest(points[i], centres)] = 1;
        }
        GaussianMixture mixture = maximise(points, r, d);
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            mixture.expect(points, r);
            mixture = maximise(points, r, d);
        }
        return mixture;
    }

    private static int nearest(double[] x, double[][] centres) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int j = 0; j < centres.length; j++) {
            double s = 0;
            for (int a = 0; a < x.length; a++) {
                s += (x[a] - centres[j][a]) * (x[a] - centres[j][a]);
            }
            if (s < least) {
                least = s;
                best = j;
            }
        }
        return best;
    }

    private static GaussianMixture maximise(double[][] points, double[][] r, int d) {
        List<Component> components = new ArrayList<>();
        for (int j = 0; j < r[0].length; j++) {
            double total = 0;
            double[] mean = new double[d];
            for (int i = 0; i < points.length; i++) {
                total += r[i][j];
                for (int a = 0; a < d; a++) {
                    mean[a] += r[i][j] * points[i][a];
                }
            }
            if (total < d + 1) {
                continue; // a component that explains next to nothing
            }
            for (int a = 0; a < d; a++) {
                mean[a] /= total;
            }
            components.add(component(points, r, j, total, mean));
        }
        double sum = components.stream().mapToDouble(Component::weight).sum();
        return new GaussianMixture(components.stream()
                .map(c -> new Component(c.weight() / sum, c.mean(), c.covariance()))
                .toList());
    }

    private static Component component(double[][] points, double[][] r, int j, double total, double[] mean) {
        int d = mean.length;
        double[][] s = new double[d][d];
        for (int i = 0; i < points.length; i++) {
            if (r[i][j] > 1e-12) {
                for (int a = 0; a < d; a++) {
                    for (int b = 0; b <= a; b++) {
                        s[a][b] += r[i][j] * (points[i][a] - mean[a]) * (points[i][b] - mean[b]);
                    }
                }
            }
        }
        List<List<Double>> covariance = new ArrayList<>();
        for (int a = 0; a < d; a++) {
            List<Double> row = new ArrayList<>();
            for (int b = 0; b < d; b++) {
                row.add(s[Math.max(a, b)][Math.min(a, b)] / total + (a == b ? FLOOR : 0));
            }
            covariance.add(row);
        }
        return new Component(total / points.length, Arrays.stream(mean).boxed().toList(), covariance);
    }

    /** Fills r [n][components] with responsibilities; columns beyond the components become 0. */
    private void expect(double[][] points, double[][] r) {
        int[] all = all();
        List<Gaussian> gaussians =
                components.stream().map(c -> new Gaussian(c, all)).toList();
        for (int i = 0; i < points.length; i++) {
            double[] l = new double[r[i].length];
            Arrays.fill(l, Double.NEGATIVE_INFINITY);
            for (int j = 0; j < gaussians.size(); j++) {
                l[j] = gaussians.get(j).logWeighted(points[i]);
            }
            double sum = logSumExp(l);
            for (int j = 0; j < l.length; j++) {
                r[i][j] = Math.exp(l[j] - sum);
            }
        }
    }

    private int[] all() {
        return java.util.stream.IntStream.range(0, components.get(0).mean().size())
                .toArray();
    }

    /** Mean log density of some points [nats]. */
    public double logDensity(double[][] points) {
        int[] all = all();
        List<Gaussian> gaussians =
                components.stream().map(c -> new Gaussian(c, all)).toList();
        return Arrays.stream(points)
                .mapToDouble(x -> logSumExp(
                        gaussians.stream().mapToDouble(g -> g.logWeighted(x)).toArray()))
                .average()
                .orElseThrow();
    }

    /** One component's marginal over some coordinates. */
    private static final class Gaussian {
        private final double logWeight;
        private final double[] mean;
        private final Cholesky factor;

        Gaussian(Component c, int[] coordinates) {
            logWeight = Math.log(c.weight());
            mean = Arrays.stream(coordinates).mapToDouble(c.mean()::get).toArray();
            factor = new Cholesky(c.block(coordinates, coordinates));
        }

        double[] off(double[] x) {
            double[] d = new double[mean.length];
            for (int a = 0; a < d.length; a++) {
                d[a] = x[a] - mean[a];
            }
            return d;
        }

        double logWeighted(double[] x) {
            double square = 0;
            for (double v : factor.halfSolve(off(x))) {
                square += v * v;
            }
            return logWeight - 0.5 * (mean.length * Math.log(2 * Math.PI) + factor.logDeterminant() + square);
        }
    }

    private static double logSumExp(double[] l) {
        double max = Arrays.stream(l).max().orElseThrow();
        return max + Math.log(Arrays.stream(l).map(v -> Math.exp(v - max)).sum());
    }

    /**
     * Completes a point of which some coordinates are known: one completion per component, its conditional mean.
     *
     * @param known coordinates that are known, ascending
     * @param values their values
     * @return by falling weight; weights sum to 1
     */
    public List<Completion> complete(int[] known, double[] values) {
        int[] open = Arrays.stream(all())
                .filter(a -> Arrays.binarySearch(known, a) < 0)
                .toArray();
        List<Gaussian> marginals =
                components.stream().map(c -> new Gaussian(c, known)).toList();
        double[] l = marginals.stream().mapToDouble(g -> g.logWeighted(values)).toArray();
        double sum = logSumExp(l);
        List<Completion> completions = new ArrayList<>();
        for (int j = 0; j < l.length; j++) {
            Component c = components.get(j);
            double[] solved = marginals.get(j).factor.solve(marginals.get(j).off(values));
            double[][] cross = c.block(open, known);
            double[] point = new double[known.length + open.length];
            for (int a = 0; a < known.length; a++) {
                point[known[a]] = values[a];
            }
            for (int a = 0; a < open.length; a++) {
                double v = c.mean().get(open[a]);
                for (int b = 0; b < known.length; b++) {
                    v += cross[a][b] * solved[b];
                }
                point[open[a]] = v;
            }
            completions.add(new Completion(Math.exp(l[j] - sum), point));
        }
        completions.sort((a, b) -> Double.compare(b.weight(), a.weight()));
        return completions;
    }
}
