package io.temper.design;

import io.temper.material.Microstructure;
import io.temper.vaereg.PhaseField;
import io.temper.vaereg.Prediction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A microstructure put up for verification.
 *
 * @param action what made it: {@code infer}, {@code anneal}, {@code sample}, {@code given}, {@code tune}, {@code trim}, or the name of a step of the user's own
 * @param z the latent point that it was decoded from, or that it is encoded as [latent size]; do not modify
 * @param field the decoded or generated field; trimming its threshold gives the next microstructure
 * @param surrogate what the surrogate says of the microstructure, for the model's phases
 * @param correlationLength of the microstructure along x, y, z [voxels]
 * @param point what the generator made it from; null if the model decoded it
 */
public record Proposal(
        String action,
        double[] z,
        PhaseField field,
        Microstructure microstructure,
        Prediction surrogate,
        List<Double> correlationLength,
        @Nullable GeneratorPoint point) {
    public Proposal {
        correlationLength = List.copyOf(correlationLength);
    }

    /** A decoded one. */
    public Proposal(
            String action,
            double[] z,
            PhaseField field,
            Microstructure microstructure,
            Prediction surrogate,
            List<Double> correlationLength) {
        this(action, z, field, microstructure, surrogate, correlationLength, null);
    }
}
