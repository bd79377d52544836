package io.temper.goal;

import io.temper.goal.Quantity.Kind;
import io.temper.material.EngineeringConstants;
import io.temper.material.Phases;
import io.temper.material.Stiffness;
import io.temper.material.StiffnessBounds;

/**
 * What two phases leave to a quantity. With R <= C <= V (Hill 1952) the compliance lies between V^-1 and R^-1 as well, so every
 * diagonal term is bounded, and one off the diagonal by (D_ij -+ sqrt(D_ii D_jj)) / 2 with D the gap.
 */
public final class Attainable {
    private static final int STEPS = 400;
    /** Forgives rounding and what lies between the fractions tried, relative. */
    private static final double SLACK = 1e-4;

    private Attainable() {}

    /** Smallest and largest value at any hard fraction from {@code low} to {@code high}, 0..1; infinite where nothing is known. */
    public static double[] range(Quantity q, Phases phases, double low, double high) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int s = 0; s <= STEPS; s++) {
            double[] r = range(q, StiffnessBounds.of(phases, low + (high - low) * s / STEPS));
            least = Math.min(least, r[0]);
            most = Math.max(most, r[1]);
        }
        return switch (q.kind()) {
            case HARD_FRACTION -> new double[] {low, high};
            case ANISOTROPY, ZENER -> new double[] {0, Double.POSITIVE_INFINITY};
            case FEATURE -> new double[] {1, Double.POSITIVE_INFINITY};
            case PERCOLATION -> new double[] {0, 1};
            default -> new double[] {least, most};
        };
    }

    private static double[] range(Quantity q, StiffnessBounds bounds) {
        Stiffness V = bounds.voigt();
        Stiffness R = bounds.reuss();
        EngineeringConstants stiff = EngineeringConstants.of(V);
        EngineeringConstants soft = EngineeringConstants.of(R);
        return switch (q.kind()) {
            case STIFFNESS -> term(R.matrix(), V.matrix(), q.i() - 1, q.j() - 1);
            case YOUNG -> new double[] {soft.E()[0], stiff.E()[0]};
            case SHEAR -> new double[] {soft.G()[0], stiff.G()[0]};
            case POISSON -> poisson(soft, stiff);
            default -> new double[] {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
        };
    }

    private static double[] term(double[][] R, double[][] V, int i, int j) {
        double middle = (R[i][j] + V[i][j]) / 2;
        double half = Math.sqrt(Math.max(0, V[i][i] - R[i][i]) * Math.max(0, V[j][j] - R[j][j])) / 2;
        return new double[] {middle - half, middle + half};
    }

    /** -S_ji / S_ii with S_ji and S_ii anywhere in their own ranges; V and R are isotropic. */
    private static double[] poisson(EngineeringConstants soft, EngineeringConstants stiff) {
        double small = 1 / stiff.E()[0];
        double large = 1 / soft.E()[0];
        double middle = (stiff.nu()[0][1] * small + soft.nu()[0][1] * large) / 2;
        double half = (large - small) / 2;
        double least = middle - half;
        double most = middle + half;
        return new double[] {least / (least < 0 ? small : large), most / (most < 0 ? large : small)};
    }

    /** Refuses a goal that no composite at these fractions can meet. */
    static void check(Goal goal, Phases phases, double low, double high) {
        Quantity q = goal.quantity();
        if (low > high) {
            throw new IllegalArgumentException("no hard fraction meets all that is asked of it");
        }
        if (q.equals(Quantity.HARD_FRACTION)) {
            checkFraction(goal);
            return;
        }
        if (q.kind() == Kind.ANISOTROPY && goal.to() < 0) {
            throw new IllegalArgumentException("%s: it is never below 0".formatted(goal));
        }
        double[] r = range(q, phases, low, high);
        double slack = SLACK * Math.max(magnitude(r[0]), magnitude(r[1]));
        if (goal.to() < r[0] - slack || goal.from() > r[1] + slack) {
            String at = low > 0 || high < 1 ? " at hard fractions %.4g to %.4g".formatted(low, high) : "";
            throw new IllegalArgumentException(
                    "target %s cannot be reached: these phases allow %.4g to %.4g%s%s; change the target or the phases"
                            .formatted(goal, r[0], r[1], q.unit().isEmpty() ? "" : " " + q.unit(), at));
        }
    }

    private static double magnitude(double end) {
        return Double.isInfinite(end) ? 0 : Math.abs(end);
    }

    private static void checkFraction(Goal goal) {
        if (goal.from() > 1 || Double.isFinite(goal.to()) && goal.to() > 1) {
            throw new IllegalArgumentException("%s: a fraction lies in 0..1".formatted(goal));
        }
    }
}
