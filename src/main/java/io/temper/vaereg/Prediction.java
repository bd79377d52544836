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
}
