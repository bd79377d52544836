package io.temper.goal;

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
