package io.temper.design;

import io.temper.material.Microstructure;
import io.temper.vaereg.PhaseField;
import io.temper.vaereg.Prediction;
import java.util.List;

/**
 * A microstructure put up for verification.
 *
 * @param action what made it: {@code infer}, {@code anneal}, {@code trim}, or the name of a step of the user's own
 * @param z the latent point that it was decoded from [latent size]; do not modify
 * @param field the decoded field; trimming its threshold gives the next microstructure
 * @param surrogate what the surrogate says of the microstructure, for the model's phases
 * @param correlationLength of the microstructure along x, y, z [voxels]
 */
public record Proposal(
        String action,
        double[] z,
        PhaseField field,
        Microstructure microstructure,
        Prediction surrogate,
        List<Double> correlationLength) {
    public Proposal {
        correlationLength = List.copyOf(correlationLength);
    }
}
