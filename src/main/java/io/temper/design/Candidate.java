package io.temper.design;

import io.temper.goal.Goals;
import io.temper.vaereg.LatentPrior;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One answer in the making: a mode of the prior, a labelled sample near the target, or the microstructure that the request starts
 * from, followed to a verified microstructure.
 * Immutable: every step makes a new value.
 *
 * @param id name within the design, for example {@code mode1}; {@code mode1-r1} after the first retraining; {@code sample7050}
 * @param mode the component of p(z|c*) that it came from; of what was given, number 0, q(z|x)'s mean; null if it came from a sample
 * @param sample the labelled sample that it came from; null if it came from a mode
 * @param generation of the model that inferred it: 0 for the one that the design started with, n after n retrainings
 * @param pending the microstructure to verify next; null if there is none
 * @param history every evaluation so far, in order
 * @param guide what the model was asked for; null if that was the target itself
 */
public record Candidate(
        String id,
        LatentPrior.@Nullable Mode mode,
        NearestSamples.@Nullable Sample sample,
        int generation,
        @Nullable Proposal pending,
        List<Evaluation> history,
        @Nullable Guide guide) {
    /** {@link #origin} of what the model inferred, and of what a label table had. */
    static final String MODE = "mode";

    static final String SAMPLE = "sample";

    /** The same of the microstructure that the request starts from. */
    static final String GIVEN = "given";

    public Candidate {
        if ((mode == null) == (sample == null)) {
            throw new IllegalArgumentException(id + " must come from a mode or from a sample");
        }
        history = List.copyOf(history);
    }

    /** One that came from a mode of the target itself. */
    public Candidate(
            String id, LatentPrior.Mode mode, int generation, @Nullable Proposal pending, List<Evaluation> history) {
        this(id, mode, null, generation, pending, history, null);
    }

    /** What it came from, {@code mode}, {@code sample} or {@code given}: the route that makes its first microstructure. */
    public String origin() {
        return mode == null ? SAMPLE : mode.index() > 0 ? MODE : GIVEN;
    }

    /** What it is to meet: the design's goals and the guide's bounds. */
    Goals goals(Goals all) {
        return guide == null ? all : guide.goals(all);
    }

    /** The successful evaluation of most merit, the earliest of equals. */
    public Optional<Evaluation> best() {
        return history.stream()
                .filter(Evaluation::succeeded)
                .min(Comparator.comparing(Evaluation::requireMerit, Merit.BEST_FIRST));
    }

    /** What refinement starts from: the proposal behind {@link #best()}. */
    public Proposal base() {
        return best().map(Evaluation::proposal)
                .orElseThrow(() -> new IllegalStateException(id + " has no verified microstructure to refine"));
    }

    /** Error of the best evaluation [-]; infinite before the first success. */
    public double worstError() {
        return best().map(Evaluation::worstError).orElse(Double.POSITIVE_INFINITY);
    }

    /** How many evaluations failed. */
    public int failures() {
        return (int) history.stream().filter(e -> !e.succeeded()).count();
    }

    /** How many evaluated microstructures were made by an action. */
    public int count(String action) {
        return (int) history.stream()
                .filter(e -> e.proposal().action().equals(action))
                .count();
    }

    Candidate propose(Proposal proposal) {
        return new Candidate(id, mode, sample, generation, proposal, history, guide);
    }

    /** With one more evaluation; a failed proposal stays pending, to be tried again. */
    Candidate evaluated(Evaluation evaluation) {
        List<Evaluation> longer = new ArrayList<>(history);
        longer.add(evaluation);
        return new Candidate(id, mode, sample, generation, evaluation.succeeded() ? null : pending, longer, guide);
    }
}
