package io.temper.design;

import io.temper.fem.FemResult;
import io.temper.material.Microstructure;
import io.temper.vaereg.versions.LabelledPoint;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What became of the verification of a fresh sample: a label, or the reason why there is none.
 *
 * @param number of the evaluation within the design, from 1
 * @param folder its problem, result and solver logs
 */
record SampleEvaluation(
        int number,
        FreshSample sample,
        Microstructure microstructure,
        @Nullable FemResult result,
        @Nullable String failure,
        Path folder) {
    SampleEvaluation {
        if ((result == null) == (failure == null)) {
            throw new IllegalArgumentException("an evaluation has either a result or a failure");
        }
    }

    /** What a model can be trained on; null if the evaluation failed. */
    @Nullable LabelledPoint point() {
        return result == null ? null : new LabelledPoint(microstructure, result.stiffness(), LabelledPoint.SAMPLE);
    }
}
