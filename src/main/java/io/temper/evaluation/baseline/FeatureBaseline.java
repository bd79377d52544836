package io.temper.evaluation.baseline;

import io.temper.generation.Split;
import io.temper.material.Property;
import io.temper.vaereg.training.TrainingData;
import java.util.List;

/** A regression of standardised logarithms on features of the voxels. */
public final class FeatureBaseline implements Baseline {
    private final Features features;
    private final Regression regression;

    public FeatureBaseline(Features features, Regression regression) {
        this.features = features;
        this.regression = regression;
    }

    @Override
    public String name() {
        return features.name() + "-" + regression.name();
    }

    @Override
    public TrainedBaseline train(TrainingData data) {
        double[] mean = data.logMean();
        double[] deviation = data.logDeviation();
        Regression.Fitted fitted = regression.fit(
                table(data.properties(), data.samples(Split.TRAIN), mean, deviation),
                table(data.properties(), data.samples(Split.VALIDATION), mean, deviation));
        return new TrainedBaseline() {
            @Override
            public String chosen() {
                return fitted.chosen();
            }

            @Override
            public double[][] predict(List<TrainingData.Sample> samples) {
                double[][] values = fitted.predict(features(samples));
                for (double[] y : values) {
                    for (int p = 0; p < y.length; p++) {
                        y[p] = Math.exp(mean[p] + deviation[p] * y[p]);
                    }
                }
                return values;
            }
        };
    }

    private Regression.Table table(
            List<Property> properties, List<TrainingData.Sample> samples, double[] mean, double[] deviation) {
        double[][] Y = new double[samples.size()][mean.length];
        for (int i = 0; i < Y.length; i++) {
            for (int p = 0; p < mean.length; p++) {
                Y[i][p] = (Math.log(samples.get(i).value(properties.get(p))) - mean[p]) / deviation[p];
            }
        }
        return new Regression.Table(features(samples), Y);
    }

    private double[][] features(List<TrainingData.Sample> samples) {
        return features.of(
                samples.stream().map(TrainingData.Sample::microstructure).toList());
    }
}
