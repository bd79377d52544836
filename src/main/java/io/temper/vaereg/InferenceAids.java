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
 * @param survey what the solver found of decoded fields; null for a model made without one
 * @param reference what is familiar; null for a model made without one
 */
public record InferenceAids(
        List<Calibration> calibration,
        GaussianMixture labels,
        List<Double> deviationFactor,
        @Nullable LatentSurvey survey,
        @Nullable TrainingReference reference) {
    public InferenceAids(
            List<Calibration> calibration,
            GaussianMixture labels,
            List<Double> deviationFactor,
            @Nullable LatentSurvey survey,
            @Nullable TrainingReference reference) {
        this.calibration = List.copyOf(calibration);
        this.labels = labels;
        this.deviationFactor = List.copyOf(deviationFactor);
        this.survey = survey;
        this.reference = reference;
    }

    public InferenceAids withCalibration(List<Calibration> other) {
        return new InferenceAids(other, labels, deviationFactor, survey, reference);
    }

    public InferenceAids withDeviationFactor(List<Double> other) {
        return new InferenceAids(calibration, labels, other, survey, reference);
    }

    public InferenceAids withSurvey(LatentSurvey other) {
        return new InferenceAids(calibration, labels, deviationFactor, other, reference);
    }

    public InferenceAids withReference(TrainingReference other) {
        return new InferenceAids(calibration, labels, deviationFactor, survey, other);
    }
}
