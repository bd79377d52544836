package io.temper.design;

import io.temper.goal.Achieved;
import io.temper.goal.Goal;
import io.temper.goal.Goals;
import io.temper.goal.Quantity;
import io.temper.material.Property;
import io.temper.material.Stiffness;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/**
 * What the components that a model knows should be for goals to be met, from what a stiffness C has of them. The axes are
 * stretched: C' = D C D with D diagonal is a stiffness again, whose C_ii and E_i are d_i^2 times and whose nu_ij is d_i / d_j times
 * C's; a shear modulus, which the model does not know, is taken to follow its two axes. The d are fitted to all goals by weighted least
 * squares in ln d^2; a component with a goal of its own gets what that says.
 *
 * @param values of the components that goals bear on; all if none does [GPa]
 * @param weights of the same
 */
record Aims(Map<Property, Double> values, Map<Property, Double> weights) {
    /** Keeps an axis that no goal bears on where it is. */
    private static final double RIDGE = 1e-3;

    /**
     * @param achieved with all the columns that the goals need
     * @param step how far objectives are to move, relative; 0 where they are to stay
     */
    static Aims of(
            Goals goals, Achieved achieved, Stiffness C, Collection<Property> known, double tolerance, double step) {
        double[][] A = new double[3][3];
        double[] b = new double[3];
        double[] weight = new double[3];
        Map<Property, Double> own = new EnumMap<>(Property.class);
        Map<Property, Double> weights = new EnumMap<>(Property.class);
        for (Goal g : goals.all()) {
            Quantity q = g.quantity();
            if (q.isGeometric() || !q.isKnown(achieved)) {
                continue;
            }
            double v = q.of(achieved);
            double aim = aim(g, v, tolerance, step);
            q.property().filter(known::contains).ifPresent(p -> {
                own.put(p, aim);
                weights.put(p, g.weight());
            });
            double[] row = row(q);
            if (row.length > 0 && v > 0 && aim > 0) {
                for (int i = 0; i < 3; i++) {
                    for (int k = 0; k < 3; k++) {
                        A[i][k] += g.weight() * row[i] * row[k];
                    }
                    b[i] += g.weight() * row[i] * Math.log(aim / v);
                    weight[i] += g.weight() * Math.abs(row[i]);
                }
            }
        }
        double[] x = solve(A, b);
        Map<Property, Double> values = new EnumMap<>(Property.class);
        boolean any = own.size() > 0 || weight[0] + weight[1] + weight[2] > 0;
        for (Property p : known) {
            int i = p.row() - 1;
            int k = p.column() - 1;
            boolean normal = i < 3 && k < 3;
            if (own.containsKey(p)) {
                values.put(p, own.get(p));
            } else if (normal && (!any || weight[i] > 0 && weight[k] > 0)) {
                values.put(p, C.require(p) * Math.exp((x[i] + x[k]) / 2));
                weights.put(p, any ? Math.sqrt(weight[i] * weight[k]) : 1);
            }
        }
        values.values().removeIf(v -> !(v > 0));
        return new Aims(values, weights);
    }

    private static double aim(Goal g, double v, double tolerance, double step) {
        if (!g.isObjective()) {
            return g.aim(v, tolerance);
        }
        return g.sense() == Goal.Sense.MAXIMISE ? v * (1 + step) : v * (1 - step);
    }

    /** How ln of a quantity changes with ln d^2 of the axes [3]; empty if it is not told by them. */
    private static double[] row(Quantity q) {
        double[] row = new double[3];
        switch (q.kind()) {
            case YOUNG -> row[q.i() - 1] = 1;
            case POISSON -> {
                row[q.i() - 1] = 0.5;
                row[q.j() - 1] = -0.5;
            }
            case SHEAR -> {
                row[q.i() - 1] = 0.5;
                row[q.j() - 1] = 0.5;
            }
            case STIFFNESS -> {
                if (q.i() != q.j()) {
                    return new double[0];
                }
                for (int a = 0; a < 3; a++) {
                    row[a] = q.i() <= 3 ? (a == q.i() - 1 ? 1 : 0) : (a == q.i() - 4 ? 0 : 0.5);
                }
            }
            default -> {
                return new double[0];
            }
        }
        return row;
    }

    /** Of (A + ridge) x = b by Cramer's rule; A is symmetric and not negative. */
    private static double[] solve(double[][] A, double[] b) {
        for (int i = 0; i < 3; i++) {
            A[i][i] += RIDGE;
        }
        double all = determinant(A);
        double[] x = new double[3];
        for (int c = 0; c < 3; c++) {
            double[][] M = {A[0].clone(), A[1].clone(), A[2].clone()};
            for (int i = 0; i < 3; i++) {
                M[i][c] = b[i];
            }
            x[c] = determinant(M) / all;
        }
        return x;
    }

    private static double determinant(double[][] M) {
        return M[0][0] * (M[1][1] * M[2][2] - M[1][2] * M[2][1])
                - M[0][1] * (M[1][0] * M[2][2] - M[1][2] * M[2][0])
                + M[0][2] * (M[1][0] * M[2][1] - M[1][1] * M[2][0]);
    }
}
