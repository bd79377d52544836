package io.temper.vaereg;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What inference needs beside the network's weights, measured after training; {@code inference.json} beside the weights.
 *
 * @param calibration what each mode's decoded mean achieves of what is asked for; empty for a model that was not calibrated
 * @param labels p(c) over the standardised training labels and their images
 * @param deviationFactor by property: what the network's standard deviations are multiplied by, so that they cover what they
 *     say on the validation part
 * @param reference what is familiar; null for a model made without one
 */
public record InferenceAids(
        List<Calibration> calibration,
        GaussianMixture labels,
        List<Double> deviationFactor,
        @Nullable TrainingReference reference) {
    public InferenceAids {
        calibration = List.copyOf(calibration);
        deviationFactor = List.copyOf(deviationFactor);
    }

    public InferenceAids withCalibration(List<Calibration> other) {
        return new InferenceAids(other, labels, deviationFactor, reference);
    }

    public InferenceAids withDeviationFactor(List<Double> other) {
        return new InferenceAids(calibration, labels, other, reference);
    }

    public InferenceAids withReference(TrainingReference other) {
        return new InferenceAids(calibration, labels, deviationFactor, other);
    }
}
