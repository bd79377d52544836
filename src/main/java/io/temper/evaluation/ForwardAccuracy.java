package io.temper.evaluation;

import io.temper.material.Microstructure;
import io.temper.material.Property;
import io.temper.vaereg.Prediction;
import io.temper.vaereg.VaeReg;
import io.temper.vaereg.training.TrainingData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Accuracy of q(c|x) on labelled samples.
 *
 * @param samples how many
 * @param mape mean |error| over the mean observed value [-] (the paper's definition, section 4)
 * @param r2 coefficient of determination [-]
 */
public record ForwardAccuracy(Property property, int samples, double mape, double r2) {
    /** One entry per property of the model, in its order. */
    public static List<ForwardAccuracy> of(VaeReg model, List<TrainingData.Sample> samples) {
        List<Microstructure> x =
                samples.stream().map(TrainingData.Sample::microstructure).toList();
        List<Prediction> predictions = model.predict(x);
        List<ForwardAccuracy> accuracies = new ArrayList<>();
        List<Property> properties = model.card().properties();
        for (int p = 0; p < properties.size(); p++) {
            Property property = properties.get(p);
            double[] observed = new double[samples.size()];
            double[] predicted = new double[samples.size()];
            for (int i = 0; i < observed.length; i++) {
                observed[i] = samples.get(i).value(property);
                predicted[i] = predictions.get(i).mean(property);
            }
            accuracies.add(of(property, observed, predicted));
        }
        return accuracies;
    }

    /**
     * One property's accuracy.
     *
     * @param observed what the solver found [samples, GPa], at least one; not modified
     * @param predicted the same by the predictor [samples, GPa]; not modified
     */
    public static ForwardAccuracy of(Property property, double[] observed, double[] predicted) {
        double mean = Arrays.stream(observed).average().orElseThrow();
        double absolute = 0;
        double residual = 0;
        double total = 0;
        for (int i = 0; i < observed.length; i++) {
            double e = predicted[i] - observed[i];
            absolute += Math.abs(e);
            residual += e * e;
            total += (observed[i] - mean) * (observed[i] - mean);
        }
        return new ForwardAccuracy(property, observed.length, absolute / observed.length / mean, 1 - residual / total);
    }
}
