package io.temper.vaereg.training;

import io.temper.vaereg.InferenceAids;
import io.temper.vaereg.ModelCard;
import io.temper.vaereg.ModelFolder;
import io.temper.vaereg.network.TrainedWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@link FineTuner} gives: a model in memory, ready to be written.
 *
 * @param parent card of the model that it was made from
 * @param aids the parent's
 * @param learntFrom samples of the last training, old and new
 * @param notes on the fine-tuning, for people to read
 */
public record FineTunedModel(
        ModelCard parent,
        InferenceAids aids,
        TrainedWeights weights,
        List<TrainingData.Sample> learntFrom,
        Map<String, Object> notes) {
    /** Writes it to a folder, in half precision as any model. */
    public ModelCard write(Path folder) throws IOException {
        return ModelFolder.write(folder, weights, aids, this::card);
    }

    /** The parent's card with this model's hash and notes; the labels' range is widened by what was new. */
    private ModelCard card(String hash) {
        List<Double> smallest = new ArrayList<>(parent.smallest());
        List<Double> largest = new ArrayList<>(parent.largest());
        for (int i = 0; i < smallest.size(); i++) {
            int p = i;
            var range = learntFrom.stream()
                    .mapToDouble(s -> s.value(parent.properties().get(p)))
                    .summaryStatistics();
            smallest.set(p, Math.min(smallest.get(p), range.getMin()));
            largest.set(p, Math.max(largest.get(p), range.getMax()));
        }
        Map<String, Object> training = new LinkedHashMap<>(parent.training());
        training.put("fineTuned", notes);
        return new ModelCard(
                parent.properties(),
                parent.size(),
                parent.latentSize(),
                parent.modes(),
                parent.phases(),
                parent.logMean(),
                parent.logDeviation(),
                smallest,
                largest,
                hash,
                training);
    }
}
