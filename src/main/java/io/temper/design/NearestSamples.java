package io.temper.design;

import io.temper.material.DesignTarget;
import io.temper.material.Phases;
import java.io.IOException;
import java.util.List;

/** Labelled microstructures that are near a target as they are: what a design starts from beside the modes. */
@FunctionalInterface
public interface NearestSamples {
    /** Where no labels are at hand. */
    NearestSamples NONE = (target, phases, count) -> List.of();

    /**
     * A labelled sample, turned.
     *
     * @param index of the sample in its dataset
     * @param error largest absolute relative error of its label over the wanted components [-]
     */
    record Sample(int index, GeneratorPoint point, double error) {}

    /**
     * The nearest samples, the nearest first, no two of the same morphology.
     *
     * @param phases that the target is for
     * @param count most to return
     * @throws IOException if the labels cannot be read
     */
    List<Sample> near(DesignTarget target, Phases phases, int count) throws IOException;
}
