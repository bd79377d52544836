package io.temper.api;

import io.temper.material.Microstructure;
import io.temper.material.Phases;
import io.temper.material.Property;
import io.temper.vaereg.Estimate;
import io.temper.vaereg.Familiarity;
import io.temper.vaereg.VaeReg;
import io.temper.vaereg.versions.Models;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the surrogate says of a microstructure.
 *
 * @param values mean and standard deviation [GPa]
 * @param model version that was asked
 * @param familiar whether the prediction can be trusted as far as its standard deviation
 * @param unlike in what the microstructure is unlike the training data
 */
record PredictionView(
        Map<Property, Estimate> values, String model, boolean familiar, double strangeness, List<String> unlike) {
    /** The body of {@code POST /microstructures/{id}/predict}: the materials that the prediction is wanted for. */
    record Asked(NewDesign.@Nullable Materials phases) {}

    /** @throws IllegalArgumentException if the microstructure is not of the model's size */
    static PredictionView of(Models.Lease lease, Microstructure m, Phases phases) {
        VaeReg model = lease.model();
        Familiarity.checkSize(m, model.card().size());
        Familiarity familiarity = Familiarity.of(model, m, phases);
        return new PredictionView(
                new TreeMap<>(model.predict(List.of(m)).get(0).values()),
                lease.version().name(),
                familiarity.familiar(),
                familiarity.strangeness(),
                familiarity.unlike());
    }
}
