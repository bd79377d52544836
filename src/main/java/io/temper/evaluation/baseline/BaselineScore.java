package io.temper.evaluation.baseline;

import io.temper.evaluation.ForwardAccuracy;
import io.temper.generation.Split;
import io.temper.material.Property;
import io.temper.vaereg.training.TrainingData;
import java.util.ArrayList;
import java.util.List;

/**
 * How well a baseline predicts.
 *
 * @param trainingSamples how many it was trained on
 * @param chosen what was chosen on the validation part, for people to read
 * @param seconds training and prediction took [s]
 * @param test accuracy on the TEST part, one entry per property
 */
public record BaselineScore(
        String name, int trainingSamples, String chosen, double seconds, List<ForwardAccuracy> test) {
    public BaselineScore {
        test = List.copyOf(test);
    }

    /** Trains on data's TRAIN part, and scores on its TEST part. */
    public static BaselineScore of(Baseline baseline, TrainingData data) {
        long start = System.nanoTime();
        try (TrainedBaseline trained = baseline.train(data)) {
            List<TrainingData.Sample> samples = data.samples(Split.TEST);
            List<ForwardAccuracy> test = accuracy(data.properties(), samples, trained.predict(samples));
            double seconds = (System.nanoTime() - start) * 1e-9;
            return new BaselineScore(
                    baseline.name(), data.samples(Split.TRAIN).size(), trained.chosen(), seconds, test);
        }
    }

    private static List<ForwardAccuracy> accuracy(
            List<Property> properties, List<TrainingData.Sample> samples, double[][] predicted) {
        List<ForwardAccuracy> accuracy = new ArrayList<>();
        for (int p = 0; p < properties.size(); p++) {
            double[] observed = new double[samples.size()];
            double[] values = new double[samples.size()];
            for (int i = 0; i < observed.length; i++) {
                observed[i] = samples.get(i).value(properties.get(p));
                values[i] = predicted[i][p];
            }
            accuracy.add(ForwardAccuracy.of(properties.get(p), observed, values));
        }
        return accuracy;
    }
}
