package io.temper.vaereg;

import io.temper.material.Property;
import java.util.Map;

/**
 * What the surrogate says of one microstructure.
 *
 * @param values q(c|x) by property [GPa]
 * @param latent mean of q(z|x) [latent size]
 */
public record Prediction(Map<Property, Estimate> values, double[] latent) {
    public Prediction {
        values = Map.copyOf(values);
    }

    /** The predicted mean of a property [GPa]; an {@link IllegalArgumentException} if the model does not know it. */
    public double mean(Property p) {
        Estimate estimate = values.get(p);
        if (estimate == null) {
            throw new IllegalArgumentException("the model predicts %s, not %s".formatted(values.keySet(), p));
        }
        return estimate.mean();
    }
}
