package io.temper.goal;

import io.temper.goal.Goal.Sense;
import io.temper.material.DesignTarget;
import io.temper.material.Phases;
import io.temper.material.Property;
import io.temper.material.StiffnessBounds;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that is wanted of a microstructure.
 *
 * @param targets what it is designed for; at least one
 * @param constraints what it must keep to
 */
public record Goals(List<Goal> targets, List<Goal> constraints) {
    public Goals {
        targets = List.copyOf(targets);
        constraints = constraints.stream().map(Goal::asConstraint).toList();
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("an empty target: give at least one component, for example C11=35");
        }
        checkDistinct("target", targets);
        checkDistinct("constraint", constraints);
        for (Goal target : targets) {
            for (Goal constraint : constraints) {
                if (target.quantity().equals(constraint.quantity())
                        && (target.from() > constraint.to() || target.to() < constraint.from())) {
                    throw new IllegalArgumentException("target %s contradicts the constraint %s: change one of them"
                            .formatted(target, constraint));
                }
            }
        }
    }

    private static void checkDistinct(String what, List<Goal> goals) {
        for (int i = 0; i < goals.size(); i++) {
            for (int k = 0; k < i; k++) {
                if (goals.get(i).quantity().equals(goals.get(k).quantity())) {
                    throw new IllegalArgumentException(
                            "%s names %s twice".formatted(what, goals.get(i).quantity()));
                }
            }
        }
    }

    /** Components by value and nothing else. */
    public static Goals of(DesignTarget target) {
        List<Goal> targets = new ArrayList<>();
        target.values().forEach((p, v) -> targets.add(Goal.value(Quantity.of(p), v)));
        return new Goals(targets, List.of());
    }

    /** Reads targets and constraints as {@link GoalSyntax} has them; {@code constraints} may be empty. */
    public static Goals parse(String targets, String constraints) {
        return new Goals(GoalSyntax.parse(targets), constraints.isBlank() ? List.of() : GoalSyntax.parse(constraints));
    }

    /** Targets first. */
    public List<Goal> all() {
        return Stream.concat(targets.stream(), constraints.stream()).toList();
    }

    /** The same with more constraints; one on a quantity that has one already takes its place. */
    public Goals with(List<Goal> more) {
        List<Goal> kept = new ArrayList<>(constraints);
        kept.removeIf(c -> more.stream().anyMatch(m -> m.quantity().equals(c.quantity())));
        kept.addAll(more);
        return new Goals(targets, kept);
    }

    public List<Goal> objectives() {
        return targets.stream().filter(Goal::isObjective).toList();
    }

    /** Load cases, 1..6, whose solution gives all that is wanted; the first one if voxels say it all. */
    public SortedSet<Integer> columns() {
        SortedSet<Integer> columns = new TreeSet<>();
        all().forEach(g -> columns.addAll(g.quantity().columns()));
        if (columns.isEmpty()) {
            columns.add(1);
        }
        return columns;
    }

    /** Components that a model may know and that have a wanted value [GPa]. */
    public Map<Property, Double> values() {
        Map<Property, Double> values = new EnumMap<>(Property.class);
        targets.stream()
                .filter(Goal::isValue)
                .forEach(g -> g.quantity().property().ifPresent(p -> values.put(p, g.from())));
        return values;
    }

    /** The target if there is nothing but components by value: what a model can be asked as it is. */
    public Optional<DesignTarget> asked() {
        Map<Property, Double> values = values();
        return constraints.isEmpty() && values.size() == targets.size()
                ? Optional.of(new DesignTarget(values))
                : Optional.empty();
    }

    /** The same if, besides, none has a weight or a tolerance of its own. */
    public Optional<DesignTarget> plain() {
        return asked().filter(t -> targets.stream().allMatch(g -> g.weight() == 1 && g.tolerance() == null));
    }

    /** What was achieved of each goal. */
    public List<Outcome> outcomes(Achieved achieved, double tolerance) {
        return all().stream()
                .filter(g -> g.quantity().isKnown(achieved))
                .map(g -> Outcome.of(g, g.quantity().of(achieved), tolerance))
                .toList();
    }

    /** How far all is from being met: the largest {@link Outcome#misfit}; met if it is within {@code tolerance}. */
    public double misfit(Achieved achieved, double tolerance) {
        return outcomes(achieved, tolerance).stream()
                .mapToDouble(Outcome::misfit)
                .max()
                .orElse(0);
    }

    /** How good the first objective is, the larger the better; 0 if there is none or it cannot be told. */
    public double utility(Achieved achieved) {
        return objectives().stream()
                .limit(1)
                .filter(g -> g.quantity().isKnown(achieved))
                .mapToDouble(g -> g.utility(g.quantity().of(achieved)))
                .sum();
    }

    /** Whether a's objectives are nowhere worse than b's, and somewhere better. */
    public static boolean dominates(List<Goal> objectives, Achieved a, Achieved b) {
        boolean better = false;
        for (Goal g : objectives) {
            double ua = g.utility(g.quantity().of(a));
            double ub = g.utility(g.quantity().of(b));
            if (ua < ub) {
                return false;
            }
            better |= ua > ub;
        }
        return better;
    }

    /** Refuses what no composite of these phases can be, with the bounds in the message. */
    public void checkReachable(Phases phases) {
        Map<Property, Double> values = values();
        if (!values.isEmpty()) {
            StiffnessBounds.checkReachable(new DesignTarget(values), phases);
        }
        double[] fraction = fractions();
        all().forEach(g -> Attainable.check(g, phases, fraction[0], fraction[1]));
    }

    /** Least and largest hard fraction that the goals allow, 0..1. */
    public double[] fractions() {
        double low = 0;
        double high = 1;
        for (Goal g : all()) {
            if (g.quantity().equals(Quantity.HARD_FRACTION) && g.sense() == Sense.MEET) {
                low = Math.max(low, g.from());
                high = Math.min(high, g.to());
            }
        }
        return new double[] {low, high};
    }

    /** As {@link DesignTarget} writes it, with constraints behind a semicolon. */
    @Override
    public String toString() {
        String wanted = join(targets);
        return constraints.isEmpty() ? wanted : wanted + "; " + join(constraints);
    }

    /** The list as {@link GoalSyntax} reads it. */
    public static String join(List<Goal> goals) {
        return goals.stream().map(Goal::toString).collect(Collectors.joining(","));
    }
}
