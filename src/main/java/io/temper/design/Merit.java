package io.temper.design;

import io.temper.goal.Achieved;
import io.temper.goal.Goals;
import io.temper.goal.Outcome;
import io.temper.material.Property;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * How good a verified microstructure is.
 *
 * @param outcomes of each goal, the candidate's own bounds included
 * @param misfit how far all is from being met; met within the design's tolerance [-]
 * @param met whether all goals are met
 * @param hasObjective whether there is something to maximise or minimise
 * @param utility of that, the larger the better
 */
public record Merit(List<Outcome> outcomes, double misfit, boolean met, boolean hasObjective, double utility) {
    /** Best first: by misfit, and by utility among those that meet all. */
    static final Comparator<Merit> BEST_FIRST = Comparator.comparingDouble(
                    (Merit m) -> m.hasObjective && m.met ? 0 : m.misfit)
            .thenComparingDouble(m -> m.hasObjective ? -m.utility : 0);

    public Merit {
        outcomes = List.copyOf(outcomes);
    }

    /** Of components by value alone, from their relative errors [-]. */
    static Merit of(Map<Property, Double> errors) {
        double worst = errors.values().stream().mapToDouble(Math::abs).max().orElseThrow();
        return new Merit(List.of(), worst, false, false, 0);
    }

    static Merit of(Goals goals, Achieved achieved, double tolerance) {
        List<Outcome> outcomes = goals.outcomes(achieved, tolerance);
        double misfit = outcomes.stream().mapToDouble(Outcome::misfit).max().orElse(0);
        return new Merit(
                outcomes, misfit, misfit <= tolerance, !goals.objectives().isEmpty(), goals.utility(achieved));
    }
}
