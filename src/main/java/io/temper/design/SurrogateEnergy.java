package io.temper.design;

import io.temper.annealing.Energy;
import io.temper.material.DesignTarget;
import io.temper.material.Property;
import io.temper.vaereg.LatentPrior;
import io.temper.vaereg.PhaseField;
import io.temper.vaereg.Prediction;
import io.temper.vaereg.VaeReg;
import java.util.List;
import java.util.Map;

/**
 * E(z) = 1/2 sum_p a_p ((c_p(x(z)) / c*_p - 1) / s)^2 + w u(z): the surrogate's relative errors of the decoded, thresholded
 * microstructure in units of s, and how unlikely z is. For w = 1 it is -log of a posterior, whose likelihood has standard
 * deviation s.
 *
 * @param target c* [GPa]
 * @param importance a_p; 1 where it does not say
 * @param mode whose unlikelihood u(z) counts [nats]
 */
public record SurrogateEnergy(
        VaeReg model, DesignTarget target, Map<Property, Double> importance, LatentPrior.Mode mode, Weights weights)
        implements Energy {
    /** An energy in which every component counts the same. */
    public SurrogateEnergy(VaeReg model, DesignTarget target, LatentPrior.Mode mode, Weights weights) {
        this(model, target, Map.of(), mode, weights);
    }

    /**
     * @param errorScale s, the relative error that costs as much as one standard deviation, positive [-]
     * @param unlikelihood w, not negative [-]
     */
    public record Weights(double errorScale, double unlikelihood) {
        public Weights {
            if (!(errorScale > 0) || !(unlikelihood >= 0)) {
                throw new IllegalArgumentException(
                        "error scale %s must be positive, unlikelihood weight %s not negative"
                                .formatted(errorScale, unlikelihood));
            }
        }
    }

    @Override
    public double[] of(List<double[]> z) {
        List<Prediction> predictions = model.predict(
                model.decode(z).stream().map(PhaseField::microstructure).toList());
        double[] energies = new double[z.size()];
        for (int i = 0; i < energies.length; i++) {
            energies[i] = misfit(predictions.get(i)) + weights.unlikelihood() * mode.unlikelihood(z.get(i));
        }
        return energies;
    }

    private double misfit(Prediction prediction) {
        return target.values().entrySet().stream()
                .mapToDouble(e -> {
                    double error = (prediction.mean(e.getKey()) / e.getValue() - 1) / weights.errorScale();
                    return 0.5 * error * error * importance.getOrDefault(e.getKey(), 1.0);
                })
                .sum();
    }
}
