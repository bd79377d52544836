package io.temper.evaluation;

import io.temper.material.DesignTarget;
import io.temper.vaereg.CalibrationCurve;
import java.util.List;

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
     * @param achieved what the solver found, first wanted component [GPa]
     * @param error largest absolute relative error over the wanted components [-]
     */
    public record Row(
            DesignTarget target, int mode, double weight, double hardFraction, double achieved, double error) {}

    public InverseAccuracy {
        rows = List.copyOf(rows);
    }

    /** What each mode achieves of what it is asked for, over these targets; for a model of one property. */
    public List<CalibrationCurve> calibration() {
        return rows.stream()
                .map(Row::mode)
                .distinct()
                .sorted()
                .map(this::calibration)
                .toList();
    }

    private CalibrationCurve calibration(int mode) {
        List<Row> own = rows.stream().filter(r -> r.mode() == mode).toList();
        return new CalibrationCurve(
                mode,
                own.stream()
                        .map(r -> r.target().values().values().iterator().next())
                        .toList(),
                own.stream().map(Row::achieved).toList());
    }

    /** Mean error over the modes of at least this weight [-]; an error if there is none. */
    public double meanError(double leastWeight) {
        return rows.stream()
                .filter(r -> r.weight() >= leastWeight)
                .mapToDouble(Row::error)
                .average()
                .orElseThrow();
    }
}
