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
 * @param response by property: change of its standardised value with each coordinate of z, over many decoded fields
 *     [properties][latent]; empty if it was not measured
 * @param reference what is familiar; null for a model made without one
 */
public record InferenceAids(
        List<Calibration> calibration,
        GaussianMixture labels,
        List<Double> deviationFactor,
        List<List<Double>> response,
        @Nullable TrainingReference reference) {
    public InferenceAids(
            List<Calibration> calibration,
            GaussianMixture labels,
            List<Double> deviationFactor,
            @Nullable List<List<Double>> response,
            @Nullable TrainingReference reference) {
        this.calibration = List.copyOf(calibration);
        this.labels = labels;
        this.deviationFactor = List.copyOf(deviationFactor);
        // models made before there was settling have none
        this.response = response == null
                ? List.of()
                : response.stream().map(List::copyOf).toList();
        this.reference = reference;
    }

    public InferenceAids withCalibration(List<Calibration> other) {
        return new InferenceAids(other, labels, deviationFactor, response, reference);
    }

    public InferenceAids withDeviationFactor(List<Double> other) {
        return new InferenceAids(calibration, labels, other, response, reference);
    }

    public InferenceAids withResponse(List<List<Double>> other) {
        return new InferenceAids(calibration, labels, deviationFactor, other, reference);
    }

    public InferenceAids withReference(TrainingReference other) {
        return new InferenceAids(calibration, labels, deviationFactor, response, other);
    }
}
