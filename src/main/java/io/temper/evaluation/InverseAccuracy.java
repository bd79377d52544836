package io.temper.evaluation;

import io.temper.material.DesignTarget;
import io.temper.material.Property;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the decoded means of p(z|c*)'s modes really have, by the solver, before any refinement. */
public record InverseAccuracy(List<Row> rows) {
    /** Modes of less weight are extrapolations: the model itself calls them improbable. */
    public static final double LIKELY = 0.1;

    /**
     * One mode of one target.
     *
     * @param target wanted value of each component [GPa]
     * @param mode component of the prior, from 1
     * @param weight pi of the component, 0..1
     * @param hardFraction of the decoded microstructure, 0..1
     * @param achieved what the solver found for the wanted components [GPa]
     * @param error largest absolute relative error over the wanted components [-]
     */
    public record Row(
            DesignTarget target,
            int mode,
            double weight,
            double hardFraction,
            Map<Property, Double> achieved,
            double error) {
        double error(Property p) {
            return Math.abs(Objects.requireNonNull(achieved.get(p))
                            / Objects.requireNonNull(target.values().get(p))
                    - 1);
        }
    }

    public InverseAccuracy {
        rows = List.copyOf(rows);
    }

    /** Mean error over the modes of at least this weight [-]; an error if there is none. */
    public double meanError(double leastWeight) {
        return rows.stream()
                .filter(r -> r.weight() >= leastWeight)
                .mapToDouble(Row::error)
                .average()
                .orElseThrow();
    }

    /** Mean absolute error by component over the modes of at least this weight [-]. */
    public Map<Property, Double> meanErrors(double leastWeight) {
        Map<Property, Double> errors = new EnumMap<>(Property.class);
        rows.get(0)
                .target()
                .values()
                .keySet()
                .forEach(p -> errors.put(
                        p,
                        rows.stream()
                                .filter(r -> r.weight() >= leastWeight)
                                .mapToDouble(r -> r.error(p))
                                .average()
                                .orElseThrow()));
        return errors;
    }

    /** Mean error over all modes, each by its weight [-]. */
    public double weightedError() {
        double weights = rows.stream().mapToDouble(Row::weight).sum();
        return rows.stream().mapToDouble(r -> r.weight() * r.error()).sum() / weights;
    }
}
