package io.temper.vaereg.training;

import io.temper.vaereg.network.NetworkShape;
import io.temper.vaereg.network.TrainedWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The regressor of a trained model fitted anew with microstructures that the model itself decoded beside the real ones. What
 * inference and annealing ask the regressor about is decoded, and decoded fields are smoother than real ones: a regressor that
 * has seen real ones only errs there by twice as much.
 */
public final class RegressorRefit {
    /** Random views of each decoded sample to choose by, of which there are few. */
    private static final int VALIDATION_VIEWS = 4;
    /** Steps of the regressor for one of the generator's refit. */
    private static final int STEPS = 10;
    /** The same where only a round of decoded microstructures has come to what it knows. */
    private static final int LATE_STEPS = 3;

    private RegressorRefit() {}

    /**
     * Fits it.
     *
     * @param data what the model was trained on
     * @param decoded labelled microstructures that it decoded, some to learn from, some of the validation part
     * @param folder of the finished training
     * @param rounds where features of decoded microstructures are kept: read from all but the last, written to that one, whose
     *     validation part counts as much as the real one in what is kept
     * @throws IOException if a folder lacks the features
     */
    public static TrainedWeights of(
            TrainedWeights trained,
            TrainingData data,
            List<TrainingData.Sample> decoded,
            Path folder,
            List<Path> rounds,
            TrainingSettings settings)
            throws IOException {
        Map<String, float[]> weights = new LinkedHashMap<>(trained.arrays());
        TrainingGraph.DescriptorScale scale = TrainingGraph.DescriptorScale.of(weights);
        TrainingData own = data.like(decoded);
        try (DescriptorTable descriptors = new DescriptorTable(own);
                FineTuningGraph graph = new FineTuningGraph(trained.shape(), weights, scale, settings.weights())) {
            FeatureParts fresh = FeatureParts.of(graph::trunk, own, descriptors, VALIDATION_VIEWS)
                    .write(rounds.get(rounds.size() - 1));
            FeatureParts real = FeatureParts.read(folder);
            FeatureSet training = real.training();
            for (Path round : rounds) {
                training = training.and(FeatureParts.read(round).training());
            }
            List<FeatureSet> validation = List.of(real.validation(), fresh.validation());
            weights.putAll(
                    rounds.size() == 1
                            ? fit(trained.shape(), settings, scale, training, validation)
                                    .weights()
                            : goOn(
                                            trained,
                                            settings,
                                            scale,
                                            training,
                                            fresh.training().n(),
                                            validation)
                                    .weights());
        }
        return new TrainedWeights(trained.shape(), weights, trained.validationLoss());
    }

    static RegressorFit.Fit fit(
            NetworkShape shape,
            TrainingSettings settings,
            TrainingGraph.DescriptorScale scale,
            FeatureSet training,
            List<FeatureSet> validation) {
        try (RegressorFit fit = new RegressorFit(shape, scale, settings.seed(), settings.threads())) {
            return fit.run(training, validation, settings.refitSteps() * STEPS, settings.seed());
        }
    }

    private static RegressorFit.Fit goOn(
            TrainedWeights trained,
            TrainingSettings settings,
            TrainingGraph.DescriptorScale scale,
            FeatureSet training,
            int fresh,
            List<FeatureSet> validation) {
        Map<String, float[]> start = new LinkedHashMap<>(trained.arrays());
        start.keySet().removeIf(name -> !name.startsWith("regressor."));
        try (RegressorFit fit = new RegressorFit(trained.shape(), scale, settings.seed(), settings.threads())) {
            return fit.goOn(start, training, fresh, validation, settings.refitSteps() * LATE_STEPS, settings.seed());
        }
    }
}
