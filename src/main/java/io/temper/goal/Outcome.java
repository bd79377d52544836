package io.temper.goal;

import java.util.Locale;

/**
 * What was achieved of a goal.
 *
 * @param value of the quantity; 1 or 0 for a percolation
 * @param error signed relative distance from what meets the goal, 0 inside a range [-]
 * @param misfit the same without sign in units of the goal's own tolerance, times the design's: the goal is met if this is within
 *     the design's tolerance. A constraint outside its range is beyond it by its distance.
 * @param met whether the goal is met
 */
public record Outcome(Goal goal, double value, double error, double misfit, boolean met) {
    /** One line for people, for example {@code C11 = 35.02 GPa, +0.06 % off}. */
    @Override
    public String toString() {
        Quantity q = goal.quantity();
        if (q.kind() == Quantity.Kind.PERCOLATION) {
            return q + (met ? ": yes" : ": no");
        }
        String found =
                String.format(Locale.ROOT, "%s = %.4g%s", q, value, q.unit().isEmpty() ? "" : " " + q.unit());
        if (goal.isObjective()) {
            return found;
        }
        return error == 0 && !goal.isValue()
                ? found + ", inside"
                : found + String.format(Locale.ROOT, ", %+.3g %% off", 100 * error);
    }

    /** Whether the value is at an end of a range, within a relative distance. */
    public boolean isActive(double within) {
        return !goal.isObjective() && !goal.isValue() && (near(goal.from(), within) || near(goal.to(), within));
    }

    private boolean near(double end, double within) {
        return Double.isFinite(end) && Math.abs(value - end) <= within * Math.abs(end);
    }

    static Outcome of(Goal goal, double value, double tolerance) {
        double error = goal.error(value);
        double distance = Math.abs(error);
        double misfit;
        if (goal.tolerance() != null) {
            misfit = distance * tolerance / goal.tolerance();
        } else if (goal.firm() && error != 0) {
            misfit = Math.nextUp(tolerance) + distance;
        } else {
            misfit = distance;
        }
        return new Outcome(goal, value, error, misfit, misfit <= tolerance);
    }
}
