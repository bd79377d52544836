package io.temper.evaluation.baseline;

import io.temper.material.Phases;
import io.temper.material.Property;
import io.temper.material.Stiffness;
import io.temper.material.StiffnessBounds;
import io.temper.vaereg.training.TrainingData;
import java.util.List;

/** Hill's mean of the Voigt and Reuss averages: knows the hard fraction and nothing of the morphology. */
public final class HillAverage implements Baseline {
    private final Phases phases;

    /** @param phases of the labels */
    public HillAverage(Phases phases) {
        this.phases = phases;
    }

    @Override
    public String name() {
        return "hill";
    }

    @Override
    public TrainedBaseline train(TrainingData data) {
        List<Property> properties = data.properties();
        return new TrainedBaseline() {
            @Override
            public String chosen() {
                return "";
            }

            @Override
            public double[][] predict(List<TrainingData.Sample> samples) {
                return samples.stream().map(s -> hill(s, properties)).toArray(double[][]::new);
            }
        };
    }

    private double[] hill(TrainingData.Sample sample, List<Property> properties) {
        Stiffness C = StiffnessBounds.of(phases, sample.microstructure().hardFraction())
                .hill();
        return properties.stream().mapToDouble(C::require).toArray();
    }
}
