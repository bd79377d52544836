package io.temper.design;

import io.temper.fem.FemResult;
import io.temper.material.Property;
import io.temper.material.Stiffness;
import io.temper.vaereg.versions.LabelledPoint;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of one verification: a result, or the reason why there is none.
 *
 * @param number of the evaluation within the design, from 1
 * @param errors verified / target - 1 by component [-]; empty if it failed
 * @param merit how good it is; null if it failed
 * @param folder its problem, result and solver logs
 */
public record Evaluation(
        int number,
        Proposal proposal,
        @Nullable FemResult result,
        @Nullable String failure,
        Map<Property, Double> errors,
        @Nullable Merit merit,
        Path folder) {
    public Evaluation {
        if ((result == null) == (failure == null) || (result == null) != (merit == null)) {
            throw new IllegalArgumentException("an evaluation has either a result or a failure");
        }
        errors = ByProperty.copy(errors);
    }

    /** One of components by value. */
    Evaluation(
            int number,
            Proposal proposal,
            @Nullable FemResult result,
            @Nullable String failure,
            Map<Property, Double> errors,
            Path folder) {
        this(number, proposal, result, failure, errors, result == null ? null : Merit.of(errors), folder);
    }

    /** How good it is; an {@link IllegalStateException} if it failed. */
    Merit requireMerit() {
        if (merit == null) {
            throw new IllegalStateException("evaluation %d failed: %s".formatted(number, failure));
        }
        return merit;
    }

    public boolean succeeded() {
        return result != null;
    }

    /** What a model can be trained on; null if the evaluation failed. */
    @Nullable LabelledPoint point() {
        return result == null
                ? null
                : new LabelledPoint(proposal.microstructure(), result.stiffness(), proposal.action());
    }

    /** What the solver found; an {@link IllegalStateException} if it failed. */
    public Stiffness stiffness() {
        if (result == null) {
            throw new IllegalStateException("evaluation %d failed: %s".formatted(number, failure));
        }
        return result.stiffness();
    }

    /** The largest absolute relative error over the goals, each in units of its tolerance [-]; infinite if the evaluation failed. */
    public double worstError() {
        return merit == null ? Double.POSITIVE_INFINITY : merit.misfit();
    }
}
