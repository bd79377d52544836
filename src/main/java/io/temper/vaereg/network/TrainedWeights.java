package io.temper.vaereg.network;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What training gives.
 *
 * @param arrays weights of encoder, regressor, generator and decoder, by name
 * @param validationLoss best loss of the joint stage on the validation part [-]; null of a model that was there already
 */
public record TrainedWeights(
        NetworkShape shape,
        Map<String, float[]> arrays,
        @Nullable Double validationLoss) {
    /** What inference needs: the regressor that conditions the generator in training is left out. */
    public Map<String, float[]> exported() {
        Map<String, float[]> exported = new LinkedHashMap<>(arrays);
        exported.keySet().removeIf(name -> name.startsWith("encoder.c_"));
        return exported;
    }
}
