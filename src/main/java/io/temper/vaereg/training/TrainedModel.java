package io.temper.vaereg.training;

import io.temper.generation.Split;
import io.temper.material.Property;
import io.temper.vaereg.ModelCard;
import io.temper.vaereg.ModelFolder;
import io.temper.vaereg.network.NetworkShape;
import io.temper.vaereg.network.TrainedWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What {@link VaeRegTrainer} and {@link PropertyTraining} give: a model in memory, ready to be written.
 *
 * @param data that it was trained on
 * @param notes for people: dataset, seeds, settings, figures; becomes {@link ModelCard#training}
 */
public record TrainedModel(TrainedWeights weights, TrainingData data, ModelCard.Notes notes) {
    /** Writes it to a folder, in half precision; an existing model is replaced only when the new one is whole. */
    public ModelCard write(Path folder) throws IOException {
        return ModelFolder.write(folder, weights, notes.aids(), this::card);
    }

    private ModelCard card(String hash) {
        int[] training = data.indices(Split.TRAIN);
        int count = data.properties().size();
        Double[] smallest = new Double[count];
        Double[] largest = new Double[count];
        for (int p = 0; p < count; p++) {
            Property property = data.properties().get(p);
            var range = Arrays.stream(training)
                    .mapToDouble(i -> data.samples().get(i).value(property))
                    .summaryStatistics();
            smallest[p] = range.getMin();
            largest[p] = range.getMax();
        }
        return new ModelCard(
                data.properties(),
                NetworkShape.GRID,
                weights.shape().latent(),
                weights.shape().modes(),
                notes.phases(),
                Arrays.stream(data.logMean()).boxed().toList(),
                Arrays.stream(data.logDeviation()).boxed().toList(),
                List.of(smallest),
                List.of(largest),
                hash,
                notes.training());
    }
}
