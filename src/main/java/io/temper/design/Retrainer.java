package io.temper.design;

import io.temper.vaereg.versions.ModelVersion;
import java.io.IOException;

/**
 * Fine-tunes a model on labelled points near a target. Camel looks it up in its registry for {@code vaereg:retrain}; designs
 * call it one at a time, on the thread of the design.
 *
 * <p>An implementation
 *
 * <ul>
 *   <li>starts from the weights of {@link RetrainingTask#parent}, whose own points are in the store ({@code
 *       ModelStore.points}), and mixes the new points with enough of the original data to forget nothing;
 *   <li>uses of the new points those that {@link io.temper.vaereg.versions.LabelledPoint#knows know} all of the model's properties,
 *       each on one side of its split together with its permutations and reflections;
 *   <li>judges parent and child by the same figures on the same held-out data, which neither was trained on, and says {@link
 *       Better} only if the child is better: near the target, and not worse on the rest by more than its noise;
 *   <li>keeps the child in the store ({@code ModelStore.add}) before it says so, with {@link RetrainingTask#origin} as its
 *       origin, but does not make it current: the loop does, if the parent is current still;
 *   <li>keeps the model's properties, cell size and phases, and is done within {@link RetrainingTask#seconds};
 *   <li>gives the same child for the same {@link RetrainingTask#seed} and points.
 * </ul>
 */
@FunctionalInterface
public interface Retrainer {
    /** What came of it. */
    sealed interface Outcome {}

    /** A better model, which lies in the store by this name. */
    record Better(ModelVersion version) implements Outcome {}

    /**
     * No better model.
     *
     * @param reason one line, with the held-out figures before and after if there are any
     */
    record NotBetter(String reason) implements Outcome {}

    /**
     * Fine-tunes; returns when it is done.
     *
     * @throws IOException if a model, the data or the store cannot be read or written; the design goes on without
     */
    Outcome retrain(RetrainingTask task) throws IOException;
}
