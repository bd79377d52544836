package io.temper.vaereg.training;

import io.temper.vaereg.ModelCard;
import io.temper.vaereg.ModelFolder;
import io.temper.vaereg.SavedWeights;
import io.temper.vaereg.network.TrainedWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A trained model as the start of more rounds of {@link PropertyTraining}. */
public final class StartModel {
    /** Relative difference of the labels' mean and deviation that rounding explains. */
    private static final double SAME = 1e-5;

    private StartModel() {}

    /**
     * Its weights, in the half precision that they were kept in.
     *
     * @param model folder of the model
     * @param data what it was trained on
     * @param folder gets what the rounds need: the features of the data, and the model's hash
     * @throws IOException if the model is missing or damaged, or the folder belongs to rounds of another one
     * @throws IllegalArgumentException if the model was trained on other data
     */
    public static TrainedWeights load(Path model, TrainingData data, Path folder) throws IOException {
        ModelCard card = ModelFolder.check(model);
        requireSameData(card, data);
        Files.createDirectories(folder);
        Path hash = folder.resolve("start.sha256");
        if (Files.exists(hash) && !Files.readString(hash).strip().equals(card.sha256())) {
            throw new IOException("%s goes on with the model %s, not with %s: use that, or another folder"
                    .formatted(folder, Files.readString(hash).strip(), card.sha256()));
        }
        TrainedWeights weights = SavedWeights.read(model, card.sha256());
        if (!Files.exists(hash)) {
            TrainingGraph.DescriptorScale scale = TrainingGraph.DescriptorScale.of(weights.arrays());
            try (DescriptorTable descriptors = new DescriptorTable(data);
                    FineTuningGraph graph = new FineTuningGraph(
                            weights.shape(), weights.arrays(), scale, TrainingSettings.RECIPE.weights())) {
                FeatureParts.of(graph::trunk, data, descriptors, 1).write(folder);
            }
            Files.writeString(hash, card.sha256());
        }
        return weights;
    }

    private static void requireSameData(ModelCard card, TrainingData data) {
        if (!card.properties().equals(data.properties())) {
            throw new IllegalArgumentException("the model knows %s, not %s: give its label table, and no --properties"
                    .formatted(card.properties(), data.properties()));
        }
        if (card.fold() != data.fold()) {
            throw new IllegalArgumentException(
                    "the model was trained on fold %d, not on %d: give that one".formatted(card.fold(), data.fold()));
        }
        for (int p = 0; p < data.properties().size(); p++) {
            double mean = data.logMean()[p];
            double deviation = data.logDeviation()[p];
            if (Math.abs(mean - card.logMean().get(p)) > SAME * deviation
                    || Math.abs(deviation - card.logDeviation().get(p)) > SAME * deviation) {
                throw new IllegalArgumentException(
                        "the model was trained on other labels: ln(%s / GPa) was %.5f +- %.5f there and is %.5f +- %.5f here; give its label table"
                                .formatted(
                                        data.properties().get(p),
                                        card.logMean().get(p),
                                        card.logDeviation().get(p),
                                        mean,
                                        deviation));
            }
        }
    }
}
