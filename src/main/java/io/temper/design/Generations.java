package io.temper.design;

import io.temper.vaereg.ModelCard;
import io.temper.vaereg.ModelVersion;
import io.temper.vaereg.Models;
import io.temper.vaereg.VaeReg;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The models that a design works with, one after the other: generation 0 is the one that it was opened with, each retraining
 * that gives a better model begins the next. The lease of the one in use is held until the design's end. Not safe for use by
 * several threads: a {@link DesignRun} guards its own.
 */
final class Generations {
    /** One of the models. */
    record Generation(ModelVersion version, ModelCard card) {}

    private final List<Generation> all = new ArrayList<>();
    private final List<SampleEvaluation> samples = new ArrayList<>();
    private final List<RetrainingRecord> retrainings = new ArrayList<>();
    private Models.Lease lease;

    /** @param lease this object's from now on */
    Generations(Models.Lease lease) {
        this.lease = lease;
        add(lease);
    }

    private void add(Models.Lease next) {
        all.add(new Generation(next.version(), next.model().card()));
    }

    List<Generation> all() {
        return List.copyOf(all);
    }

    Generation current() {
        return all.get(all.size() - 1);
    }

    /** The model in use. */
    VaeReg model() {
        return lease.model();
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
     * @param better lease of the model to go on with, this object's from now on; null to go on with the same
     */
    void retrained(String reason, int points, String outcome, Models.@Nullable Lease better) {
        ModelVersion version = better == null ? null : better.version();
        retrainings.add(new RetrainingRecord(current().version(), reason, points, samples, version, outcome));
        samples.clear();
        if (better != null) {
            lease.close();
            lease = better;
            add(better);
        }
    }

    /** Gives the model back. */
    void close() {
        lease.close();
    }
}
