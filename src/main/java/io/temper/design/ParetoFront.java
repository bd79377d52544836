package io.temper.design;

import io.temper.goal.Achieved;
import io.temper.goal.Goal;
import io.temper.goal.Goals;
import io.temper.goal.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Verified microstructures that meet all goals and that no other one beats in every objective (Pareto 1906), the best of the first
 * objective first. With one objective it is the best microstructure.
 */
record ParetoFront(List<Point> points) {
    /**
     * A verified microstructure.
     *
     * @param evaluation its number
     * @param outcomes of the request's goals
     */
    record Point(String candidate, int evaluation, List<Outcome> outcomes, Achieved achieved) {}

    /** Empty if there is no objective or nothing meets all goals. */
    static ParetoFront of(DesignRequest request, List<Candidate> candidates) {
        List<Goal> objectives = request.goals().objectives();
        List<Point> met = new ArrayList<>();
        if (!objectives.isEmpty()) {
            for (Candidate c : candidates) {
                c.history().stream().filter(Evaluation::succeeded).forEach(e -> {
                    Achieved achieved = GoalRefinement.achieved(e);
                    List<Outcome> outcomes = request.goals().outcomes(achieved, request.tolerance());
                    if (outcomes.stream().allMatch(Outcome::met)) {
                        met.add(new Point(c.id(), e.number(), outcomes, achieved));
                    }
                });
            }
        }
        return new ParetoFront(met.stream()
                .filter(p -> met.stream().noneMatch(q -> beats(objectives, q, p)))
                .sorted(Comparator.comparingDouble(p -> -request.goals().utility(p.achieved())))
                .toList());
    }

    /** Of those that are alike in every objective the earliest stays. */
    private static boolean beats(List<Goal> objectives, Point a, Point b) {
        boolean alike = objectives.stream()
                .allMatch(g -> g.quantity().of(a.achieved()) == g.quantity().of(b.achieved()));
        return alike ? a.evaluation() < b.evaluation() : Goals.dominates(objectives, a.achieved(), b.achieved());
    }
}
