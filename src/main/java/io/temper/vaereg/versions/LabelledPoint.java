package io.temper.vaereg.versions;

import io.temper.material.Microstructure;
import io.temper.material.Property;
import io.temper.material.Stiffness;
import java.util.Collection;

/**
 * A microstructure whose stiffness a solver has found: what a model can be trained on.
 *
 * @param stiffness for the model's phases; at least one column
 * @param origin what it was made for: {@code infer}, {@code anneal}, {@code trim} or a step of a user's own for a
 *     candidate of a design, {@link #SAMPLE} for a fresh microstructure of the generator
 */
public record LabelledPoint(Microstructure microstructure, Stiffness stiffness, String origin) {
    /** Origin of a fresh microstructure of the Gaussian-filter generator. */
    public static final String SAMPLE = "sample";

    public LabelledPoint {
        if (stiffness.solvedColumns().isEmpty()) {
            throw new IllegalArgumentException(
                    "a labelled point of %s has no solved column: give at least one".formatted(microstructure));
        }
    }

    /** Whether all of these were solved for, so that the point is a whole label. */
    public boolean knows(Collection<Property> properties) {
        return properties.stream().allMatch(p -> stiffness.get(p).isPresent());
    }
}
