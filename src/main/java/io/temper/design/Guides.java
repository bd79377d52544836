package io.temper.design;

import io.temper.goal.Achieved;
import io.temper.goal.Goal;
import io.temper.goal.Goals;
import io.temper.material.DesignTarget;
import io.temper.material.Property;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Chooses what to ask the model for where the goals are not components by value: stiffness that real composites have, scored by the
 * goals, the best first and each unlike those before it. What the label of a composite does not say is left to the solver.
 *
 * @param known components that the model knows
 * @param scale from the requested phases to the model's
 */
record Guides(DesignRequest request, Collection<Property> known, PhaseScale scale) {
    /** Guides differ in some component by at least this [ln]. */
    private static final double APART = 0.1;
    /** Labels are noisy samples of what there is: a goal missed by less may well be met [-]. */
    private static final double NEAR = 0.02;

    /** A labelled stiffness with the requested phases, and how it does. */
    private record Scored(LabelledStiffness row, Achieved achieved, double off, double utility, double squares) {}

    /** At most {@code count}, at least one. @param rows with the model's phases */
    List<Guide> choose(List<LabelledStiffness> rows, int count) {
        Goals goals = request.goals();
        List<Scored> scored = rows.stream()
                .map(this::requested)
                .map(r -> score(goals, r))
                .sorted(Comparator.comparingDouble(Scored::off)
                        .thenComparingDouble(s -> -s.utility())
                        .thenComparingDouble(Scored::squares))
                .toList();
        boolean conflict = goals.objectives().size() > 1;
        List<Scored> chosen = conflict ? front(goals, scored, count) : diverse(scored, count);
        List<Guide> guides = new ArrayList<>();
        for (Scored s : chosen) {
            List<Goal> bounds = conflict ? bounds(goals, s) : List.of();
            guides.add(new Guide(guides.size() + 1, chosen.size(), target(goals.with(bounds), s), bounds));
        }
        return guides;
    }

    private LabelledStiffness requested(LabelledStiffness row) {
        if (scale.isIdentity()) {
            return row;
        }
        PhaseScale back = new PhaseScale(scale.model(), scale.requested());
        Map<Property, Double> values = new EnumMap<>(Property.class);
        row.values().forEach((p, c) -> values.put(p, back.toModel(p, c)));
        return new LabelledStiffness(values, row.fraction());
    }

    private Scored score(Goals goals, LabelledStiffness row) {
        Achieved achieved = Achieved.of(row.stiffness(), row.fraction());
        try {
            double misfit = goals.misfit(achieved, request.tolerance());
            double squares = goals.outcomes(achieved, request.tolerance()).stream()
                    .mapToDouble(o -> o.goal().weight() * o.error() * o.error())
                    .sum();
            double near = Math.max(NEAR, request.tolerance());
            return new Scored(row, achieved, misfit <= near ? 0 : misfit, goals.utility(achieved), squares);
        } catch (ArithmeticException e) {
            return new Scored(
                    row, achieved, Double.POSITIVE_INFINITY, 0, 0); // scaled to something that is no stiffness
        }
    }

    private static List<Scored> diverse(List<Scored> sorted, int count) {
        List<Scored> chosen = new ArrayList<>();
        for (Scored s : sorted) {
            boolean other = chosen.stream().allMatch(c -> distance(c.row(), s.row()) >= APART);
            if (other) {
                chosen.add(s);
            }
            if (chosen.size() == count) {
                break;
            }
        }
        return chosen;
    }

    private static double distance(LabelledStiffness a, LabelledStiffness b) {
        return a.values().entrySet().stream()
                .mapToDouble(e -> Math.abs(Math.log(e.getValue() / b.values().getOrDefault(e.getKey(), e.getValue()))))
                .max()
                .orElse(0);
    }

    /** Of the labels that keep to all else, those that no other one beats in every objective, spread evenly. */
    private static List<Scored> front(Goals goals, List<Scored> sorted, int count) {
        List<Scored> possible =
                sorted.stream().filter(s -> s.off() == sorted.get(0).off()).toList();
        List<Goal> objectives = goals.objectives();
        List<Scored> front = new ArrayList<>();
        for (Scored s : possible) { // by falling utility of the first objective
            if (front.stream().noneMatch(f -> Goals.dominates(objectives, f.achieved(), s.achieved()))) {
                front.add(s);
            }
        }
        List<Scored> spread = new ArrayList<>();
        Goal second = objectives.get(1);
        List<Scored> order = front.stream()
                .sorted(Comparator.comparingDouble(
                        s -> second.utility(second.quantity().of(s.achieved()))))
                .toList();
        double least = value(second, order.get(0));
        double most = value(second, order.get(order.size() - 1));
        for (int k = 0; k < Math.min(count, order.size()); k++) {
            double wanted = least + (most - least) * (k + 0.5) / count;
            order.stream()
                    .filter(s -> !spread.contains(s))
                    .min(Comparator.comparingDouble(s -> Math.abs(value(second, s) - wanted)))
                    .ifPresent(spread::add);
        }
        return spread;
    }

    private static double value(Goal goal, Scored s) {
        return goal.quantity().of(s.achieved());
    }

    /** The objectives but the first, held at what the label has. */
    private static List<Goal> bounds(Goals goals, Scored s) {
        return goals.objectives().stream()
                .skip(1)
                .map(g -> {
                    double v = value(g, s);
                    return g.sense() == Goal.Sense.MAXIMISE
                            ? Goal.range(g.quantity(), v, Double.POSITIVE_INFINITY)
                            : Goal.range(g.quantity(), Double.NEGATIVE_INFINITY, v);
                })
                .toList();
    }

    private DesignTarget target(Goals goals, Scored s) {
        List<Property> all =
                s.row().values().keySet().stream().filter(known::contains).toList();
        Map<Property, Double> values = new EnumMap<>(Property.class);
        all.forEach(p -> values.put(p, s.row().values().get(p)));
        values.putAll(Aims.of(goals, s.achieved(), s.row().stiffness(), all, request.tolerance(), 0)
                .values());
        return new DesignTarget(values);
    }
}
