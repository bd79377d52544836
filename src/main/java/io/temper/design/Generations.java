package io.temper.design;

import io.temper.vaereg.ModelCard;
import io.temper.vaereg.versions.ModelVersion;
import io.temper.vaereg.versions.Models;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The models that a design works with, one after the other: generation 0 is the one that it was opened with, each retraining
 * that gives a better model begins the next. Not safe for use by several threads: a {@link DesignState} guards its own.
 */
final class Generations {
    /** One of the models. */
    record Generation(ModelVersion version, ModelCard card) {
        static Generation of(Models.Lease lease) {
            return new Generation(lease.version(), lease.model().card());
        }
    }

    private final List<Generation> all;
    private final List<SampleEvaluation> samples;
    private final List<RetrainingRecord> retrainings;

    Generations(Generation first) {
        all = new ArrayList<>(List.of(first));
        samples = new ArrayList<>();
        retrainings = new ArrayList<>();
    }

    Generations(Generations other) {
        all = new ArrayList<>(other.all);
        samples = new ArrayList<>(other.samples);
        retrainings = new ArrayList<>(other.retrainings);
    }

    List<Generation> all() {
        return List.copyOf(all);
    }

    Generation current() {
        return all.get(all.size() - 1);
    }

    void add(SampleEvaluation sample) {
        samples.add(sample);
    }

    /** Samples evaluated for a retraining that is not over yet. */
    List<SampleEvaluation> samples() {
        return List.copyOf(samples);
    }

    List<RetrainingRecord> retrainings() {
        return List.copyOf(retrainings);
    }

    /**
     * Ends a retraining.
     *
     * @param points labelled points that the design had for it
     * @param better the model to go on with; null to go on with the same
     */
    void retrained(String reason, int points, String outcome, @Nullable Generation better) {
        ModelVersion version = better == null ? null : better.version();
        retrainings.add(new RetrainingRecord(current().version(), reason, points, samples, version, outcome));
        samples.clear();
        if (better != null) {
            all.add(better);
        }
    }
}
