package io.temper.evaluation.baseline;

import io.temper.generation.Split;
import io.temper.vaereg.training.TrainingData;
import java.util.ArrayList;
import java.util.List;

/** The same data with fewer training samples; validation and test parts stay whole. */
public final class TrainLimit {
    private TrainLimit() {}

    /**
     * At most {@code limit} training samples, taken at even distances, so that all filters stay represented.
     *
     * @throws IllegalArgumentException if the limit is below 2, which leaves no deviation to standardise with
     */
    public static TrainingData of(TrainingData data, int limit) {
        if (limit < 2) {
            throw new IllegalArgumentException("%d training samples: at least 2 are needed".formatted(limit));
        }
        List<TrainingData.Sample> train = data.samples(Split.TRAIN);
        if (limit >= train.size()) {
            return data;
        }
        List<TrainingData.Sample> kept = new ArrayList<>();
        for (int i = 0; i < limit; i++) {
            kept.add(train.get((int) ((long) i * train.size() / limit)));
        }
        kept.addAll(data.samples(Split.VALIDATION));
        kept.addAll(data.samples(Split.TEST));
        return new TrainingData(data.properties(), kept);
    }
}
