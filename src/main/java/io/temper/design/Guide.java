package io.temper.design;

import io.temper.goal.Goal;
import io.temper.goal.Goals;
import io.temper.material.DesignTarget;
import java.util.List;

/**
 * A stiffness that the model can be asked for where the goals do not say one, and what the candidate from it keeps to beside them.
 *
 * @param index of the guide within the design, from 1
 * @param of how many guides there are
 * @param target what to ask for, with the requested phases [GPa]
 * @param bounds constraints that stand for all objectives but the first, so that guides spread along a Pareto front
 *     (epsilon-constraint method, Haimes et al. 1971)
 */
public record Guide(int index, int of, DesignTarget target, List<Goal> bounds) {
    public Guide {
        bounds = bounds.stream().map(Goal::asConstraint).toList();
    }

    /** The goals of the candidate that follows this guide. */
    Goals goals(Goals all) {
        return all.with(bounds);
    }
}
