package io.temper.evaluation;

import io.temper.material.Property;
import io.temper.vaereg.Estimate;
import io.temper.vaereg.Prediction;
import io.temper.vaereg.VaeReg;
import io.temper.vaereg.training.TrainingData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * How often the predicted intervals hold the label.
 *
 * @param within50 share of the samples inside the 50 % interval [-]; and likewise
 */
public record Coverage(Property property, int samples, double within50, double within90, double within95) {
    /** Half widths of a Gaussian's central intervals, in standard deviations. */
    private static final double[] WIDTHS = {0.674, 1.645, 1.960};

    private static final double[] LEVELS = {0.5, 0.9, 0.95};

    /** One entry per property of the model, in its order. */
    public static List<Coverage> of(VaeReg model, List<TrainingData.Sample> samples) {
        List<Coverage> coverages = new ArrayList<>();
        List<double[]> off = deviations(model, samples);
        for (int p = 0; p < off.size(); p++) {
            double[] d = off.get(p);
            coverages.add(new Coverage(
                    model.card().properties().get(p),
                    d.length,
                    share(d, WIDTHS[0]),
                    share(d, WIDTHS[1]),
                    share(d, WIDTHS[2])));
        }
        return coverages;
    }

    private static double share(double[] off, double width) {
        return (double) Arrays.stream(off).filter(v -> v <= width).count() / off.length;
    }

    /** By property: what to multiply the standard deviations by so that the intervals hold what they say, on average. */
    static List<Double> factors(VaeReg model, List<TrainingData.Sample> samples) {
        return deviations(model, samples).stream()
                .map(d -> {
                    Arrays.sort(d);
                    double sum = 0;
                    for (int i = 0; i < LEVELS.length; i++) {
                        sum += d[(int) (LEVELS[i] * (d.length - 1))] / WIDTHS[i];
                    }
                    return sum / LEVELS.length;
                })
                .toList();
    }

    /** By property: |ln label - ln median| over the deviation of ln, of each sample. */
    private static List<double[]> deviations(VaeReg model, List<TrainingData.Sample> samples) {
        List<Prediction> predictions = model.predict(
                samples.stream().map(TrainingData.Sample::microstructure).toList());
        List<double[]> all = new ArrayList<>();
        for (Property property : model.card().properties()) {
            double[] off = new double[samples.size()];
            for (int i = 0; i < off.length; i++) {
                Estimate e = Objects.requireNonNull(predictions.get(i).values().get(property));
                // q(c|x) is Gaussian in ln c; sd is given to first order in the value
                off[i] = Math.abs(Math.log(samples.get(i).value(property) / e.mean())) / (e.sd() / e.mean());
            }
            all.add(off);
        }
        return all;
    }
}
