package io.temper.design;

import io.temper.material.DesignTarget;
import io.temper.vaereg.VaeReg;
import io.temper.vaereg.versions.LabelledPoint;
import io.temper.vaereg.versions.ModelVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What to fine-tune a model on.
 *
 * @param design id of the design that asks
 * @param target what the model is to become good at [GPa]
 * @param parent the version to start from; it may be {@link ModelVersion#GIVEN}, in no store
 * @param model the parent, loaded; do not close
 * @param points new labels for the model's phases: what the design has verified, then fresh samples near the target; at least
 *     one. Each knows the model's properties, unless the solver left some of them out.
 * @param seconds wall time that may be spent [s], positive
 * @param seed of every random choice
 * @param progress takes one line for people, now and then
 */
public record RetrainingTask(
        String design,
        DesignTarget target,
        ModelVersion parent,
        VaeReg model,
        List<LabelledPoint> points,
        double seconds,
        long seed,
        Consumer<String> progress) {
    public RetrainingTask {
        points = List.copyOf(points);
        if (points.isEmpty() || !(seconds > 0)) {
            throw new IllegalArgumentException(
                    "retraining on %d points in %s s: at least one point and some time are needed"
                            .formatted(points.size(), seconds));
        }
    }

    /**
     * The origin of a version made of this task, now.
     *
     * @param before held-out figures of the parent by name
     * @param after the same figures of the child
     */
    public ModelVersion.Origin origin(Map<String, Double> before, Map<String, Double> after) {
        return new ModelVersion.Origin(
                Instant.now().toString(),
                design,
                target.toString(),
                points.size(),
                before,
                after,
                Provenance.version());
    }
}
