package io.temper.design;

import io.temper.generation.Sigma;
import io.temper.material.DesignTarget;
import io.temper.material.Microstructure;
import io.temper.vaereg.Cholesky;
import io.temper.vaereg.Prediction;
import io.temper.vaereg.VaeReg;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A search for filter and hard fraction, by Gauss-Newton steps in ln sigma and the fraction, at which the surrogate takes the
 * generator's microstructure for a target. The noise stays as it is: its cell moves as filter and fraction do, the surrogate's
 * error with it, so that what the solver found of one corrects the next. Between the noises of two seeds that error jumps by ten percent.
 *
 * @param target what the surrogate has to say, corrected by what the solver found [GPa]
 * @param start where to start; kept if nothing better is found
 * @param reach part of the longest step that is allowed, in (0, 1]
 */
public record GeneratorSearch(DesignTarget target, GeneratorPoint start, double reach) {
    private static final int STEPS = 3;
    /** Steps of the finite differences, and most that a Gauss-Newton step moves ln sigma and the fraction [-]. */
    private static final double[] DIFFERENCE = {0.05, 0.05, 0.05, 0.01};

    private static final double[] MOST = {0.3, 0.3, 0.3, 0.06};
    private static final double SMALLEST_SIGMA = 0.5;
    private static final double LARGEST_SHARE = 4.0;
    /** Of (ln c)^2: what the surrogate cannot tell from its own errors asks for no step. */
    private static final double RIDGE = 2e-6;

    private static final int REWEIGHTED = 30;

    /** A point and ln(said / wanted) by component. */
    private record Tried(GeneratorPoint point, double[] misfit) {
        double worst() {
            double worst = 0;
            for (double m : misfit) {
                worst = Math.max(worst, Math.abs(m));
            }
            return worst;
        }
    }

    /** The point of least worst component. @param model the surrogate, for the target's phases */
    public GeneratorPoint run(VaeReg model) {
        Tried best = tried(model, List.of(start)).get(0);
        for (int step = 0; step < STEPS; step++) {
            Tried at = best;
            List<GeneratorPoint> around = IntStream.range(0, DIFFERENCE.length)
                    .mapToObj(i -> moved(model, at.point(), unit(i)))
                    .toList();
            Tried next = tried(model, steps(model, at, tried(model, around))).stream()
                    .min(Comparator.comparingDouble(Tried::worst))
                    .orElseThrow();
            if (next.worst() >= best.worst()) {
                break;
            }
            best = next;
        }
        return best.point();
    }

    private static double[] unit(int i) {
        double[] move = new double[DIFFERENCE.length];
        move[i] = DIFFERENCE[i];
        return move;
    }

    /** Where the steps of least squares and of least worst misfit lead, whole and half. */
    private List<GeneratorPoint> steps(VaeReg model, Tried at, List<Tried> around) {
        List<GeneratorPoint> points = new ArrayList<>();
        for (int turns : new int[] {1, REWEIGHTED}) {
            double[] move = step(at, around, turns);
            points.add(moved(model, at.point(), move));
            points.add(
                    moved(model, at.point(), Arrays.stream(move).map(m -> m / 2).toArray()));
        }
        return points;
    }

    /**
     * A clipped Gauss-Newton step, J in units of the differences; turns of Lawson's (1961) reweighting lead from least squares
     * to the least worst misfit.
     */
    private double[] step(Tried at, List<Tried> around, int turns) {
        int m = at.misfit().length;
        double[] weights = new double[m];
        Arrays.fill(weights, 1.0 / m);
        double[] units = new double[DIFFERENCE.length];
        for (int turn = 0; turn < turns; turn++) {
            units = weighted(at, around, weights);
            double sum = 0;
            for (int p = 0; p < m; p++) {
                double left = at.misfit()[p];
                for (int i = 0; i < units.length; i++) {
                    left += slope(at, around, p, i) * units[i];
                }
                weights[p] *= Math.abs(left) + 1e-9;
                sum += weights[p];
            }
            for (int p = 0; p < m; p++) {
                weights[p] /= sum;
            }
        }
        double[] move = new double[units.length];
        for (int i = 0; i < move.length; i++) {
            move[i] = Math.max(-reach * MOST[i], Math.min(reach * MOST[i], units[i] * DIFFERENCE[i]));
        }
        return move;
    }

    /** -(J'WJ + ridge)^-1 J'W misfit. */
    private static double[] weighted(Tried at, List<Tried> around, double[] weights) {
        int n = DIFFERENCE.length;
        double[][] A = new double[n][n];
        double[] b = new double[n];
        for (int p = 0; p < weights.length; p++) {
            for (int i = 0; i < n; i++) {
                double slope = weights[p] * slope(at, around, p, i);
                b[i] -= slope * at.misfit()[p];
                for (int j = 0; j < n; j++) {
                    A[i][j] += slope * slope(at, around, p, j);
                }
            }
        }
        for (int i = 0; i < n; i++) {
            A[i][i] += RIDGE;
        }
        return new Cholesky(A).solve(b);
    }

    private static double slope(Tried at, List<Tried> around, int p, int i) {
        return around.get(i).misfit()[p] - at.misfit()[p];
    }

    /** @param move of ln sigma x, y, z and of the fraction */
    private static GeneratorPoint moved(VaeReg model, GeneratorPoint point, double[] move) {
        int n = model.card().size();
        Sigma s = point.sigma();
        return new GeneratorPoint(
                new Sigma(scaled(s.x(), move[0], n), scaled(s.y(), move[1], n), scaled(s.z(), move[2], n)),
                Math.max(0, Math.min(1, point.fraction() + move[3])),
                point.seed(),
                point.symmetry());
    }

    /** Kept where the cell still holds some of what the filter makes. */
    private static double scaled(double sigma, double move, int n) {
        return Math.max(SMALLEST_SIGMA, Math.min(n / LARGEST_SHARE, sigma * Math.exp(move)));
    }

    private List<Tried> tried(VaeReg model, List<GeneratorPoint> points) {
        int n = model.card().size();
        List<Microstructure> cells = points.parallelStream()
                .map(p -> p.field(n).atFraction(p.fraction()))
                .toList();
        List<Prediction> said = model.predict(cells);
        return IntStream.range(0, points.size())
                .mapToObj(i -> new Tried(points.get(i), misfit(said.get(i))))
                .toList();
    }

    private double[] misfit(Prediction said) {
        return target.values().entrySet().stream()
                .mapToDouble(e -> Math.log(said.mean(e.getKey()) / e.getValue()))
                .toArray();
    }
}
