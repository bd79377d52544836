package io.temper.design;

import io.temper.vaereg.versions.ModelVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one retraining.
 *
 * @param parent the version that was to be fine-tuned
 * @param reason why the loop asked for it
 * @param points labelled points handed to it
 * @param samples the fresh samples among them, and those whose evaluation failed
 * @param version the better model that came of it; null if none did
 * @param outcome one line: how much better, or why not
 */
record RetrainingRecord(
        ModelVersion parent,
        String reason,
        int points,
        List<SampleEvaluation> samples,
        @Nullable ModelVersion version,
        String outcome) {
    RetrainingRecord {
        samples = List.copyOf(samples);
    }
}
