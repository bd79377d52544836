package io.temper.design;

import io.temper.fem.FemResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that changes a design. A design is the sum of its steps: a {@link Journal} keeps them, and a {@link DesignRun} that
 * takes the same ones again stands where the first one stood.
 */
public sealed interface Step {
    /**
     * The clock starts.
     *
     * @param model name of the version that the design starts with
     * @param sha256 of its weights
     */
    record Started(String model, String sha256) implements Step {}

    /** The modes worth following, of the model in use; none of them has a microstructure yet. */
    record Chosen(List<Candidate> candidates) implements Step {
        public Chosen {
            candidates = List.copyOf(candidates);
        }
    }

    /** A candidate has a new microstructure to verify. */
    record Proposed(String candidateId, Proposal proposal) implements Step {}

    /** A candidate's proposal was verified, or could not be. */
    record Evaluated(
            int number,
            String candidateId,
            @Nullable FemResult result,
            @Nullable String failure) implements Step {}

    /** A fresh sample was labelled, or could not be; its voxels follow from the sample. */
    record SampleEvaluated(
            int number,
            FreshSample sample,
            @Nullable FemResult result,
            @Nullable String failure) implements Step {}

    /** What is to come next. */
    record Decided(Decision decision) implements Step {}

    /**
     * A retraining is over.
     *
     * @param version the better model that the design goes on with; null if none came of it
     */
    record Retrained(String outcome, @Nullable String version) implements Step {}

    /** What people are told; it changes nothing else. */
    record Told(DesignEvent event) implements Step {}

    /** The design rests; its clock stands. */
    record Paused(String reason) implements Step {}

    /** The design goes on: after a pause, or because the process that worked at it is gone. */
    record Resumed() implements Step {}

    /** The last step. @param status a final one */
    record Ended(DesignStatus status, String reason) implements Step {}
}
