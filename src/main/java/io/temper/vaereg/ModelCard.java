package io.temper.vaereg;

import io.temper.generation.DatasetRecipe;
import io.temper.material.Phases;
import io.temper.material.Property;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * What a trained model is and where it came from; {@code card.json} beside its weights.
 *
 * @param properties what it predicts and is conditioned on, in the order of the network's output
 * @param size voxels along each axis
 * @param latentSize length of z
 * @param modes K, components of the prior
 * @param phases the phases that its labels were computed with
 * @param logMean mean of ln(property / GPa) over the training set, per property
 * @param logDeviation standard deviation of ln(property / GPa) over the training set, per property
 * @param smallest smallest training label per property [GPa]
 * @param largest largest training label per property [GPa]
 * @param sha256 hash of the weights
 * @param training dataset, seeds, settings and figures, for people to read
 */
public record ModelCard(
        List<Property> properties,
        int size,
        int latentSize,
        int modes,
        Phases phases,
        List<Double> logMean,
        List<Double> logDeviation,
        List<Double> smallest,
        List<Double> largest,
        String sha256,
        Map<String, Object> training) {
    /** Of {@link #fold} in what people read; a card without it is of the first. */
    public static final String FOLD = "fold";

    public ModelCard {
        int count = Objects.requireNonNull(properties, "properties are missing").size();
        for (List<?> list : List.of(
                Objects.requireNonNull(logMean, "logMean is missing"),
                Objects.requireNonNull(logDeviation, "logDeviation is missing"),
                Objects.requireNonNull(smallest, "smallest is missing"),
                Objects.requireNonNull(largest, "largest is missing"))) {
            if (list.size() != count) {
                throw new IllegalArgumentException(
                        "%d properties, but %d values of each".formatted(count, list.size()));
            }
        }
        Objects.requireNonNull(phases, "phases are missing");
        Objects.requireNonNull(sha256, "sha256 is missing");
        Objects.requireNonNull(training, "training is missing");
        if (count < 1 || size < 1 || latentSize < 1 || modes < 1) {
            throw new IllegalArgumentException(
                    "%d properties, size %d, latent size %d and %d modes must each be at least 1"
                            .formatted(count, size, latentSize, modes));
        }
        if (!(training.getOrDefault(FOLD, 0) instanceof Integer fold) || fold < 0 || fold >= DatasetRecipe.FOLDS) {
            throw new IllegalArgumentException(
                    "fold %s must be 0 to %d".formatted(training.get(FOLD), DatasetRecipe.FOLDS - 1));
        }
    }

    /** The fold of its label table's split: what it has not seen. */
    public int fold() {
        return (int) training.getOrDefault(FOLD, 0);
    }

    /** Values of all properties [GPa], standardised, in the model's order. */
    public double[] standardised(Map<Property, Double> values) {
        return standardised(property -> Objects.requireNonNull(values.get(property)));
    }

    /** The same with the value [GPa] of each property by a function. */
    public double[] standardised(ToDoubleFunction<Property> values) {
        double[] c = new double[properties.size()];
        for (int p = 0; p < c.length; p++) {
            c[p] = standardised(p, values.applyAsDouble(properties.get(p)));
        }
        return c;
    }

    /** c = (ln(value / GPa) - logMean) / logDeviation. */
    public double standardised(int property, double value) {
        return (Math.log(value) - logMean.get(property)) / logDeviation.get(property);
    }

    /** The value [GPa] of a standardised property. */
    double value(int property, double standardised) {
        return Math.exp(logMean.get(property) + logDeviation.get(property) * standardised);
    }

    /** What only the one who trains knows: the labels' phases, the aids, and dataset, seeds, settings and figures for people to read. */
    public record Notes(Phases phases, InferenceAids aids, Map<String, Object> training) {}
}
