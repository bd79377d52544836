package io.temper.design;

import java.util.ArrayList;
import java.util.List;

/**
 * What a design has before it. It follows from the steps that were taken, so a design that was interrupted does next what it
 * would have done undisturbed.
 */
record Agenda(DesignRequest request, LoopSettings settings, Refinement refinement) {
    /** Id of the route that the loop is entered by: what was decided and not carried out, else what comes first. */
    String entry(DesignState state) {
        Decision decision = state.decision();
        if (state.current().isEmpty() || guidesLeft(state)) {
            return "infer";
        }
        return decision == null ? "begin" : decision.arrow();
    }

    /** Whether the design was interrupted between one guide and the next. */
    private static boolean guidesLeft(DesignState state) {
        List<Candidate> current = state.current();
        return current.stream().map(Candidate::guide).anyMatch(g -> g != null && g.of() > current.size());
    }

    /** The microstructures to make: one for each candidate that is new or to be improved and has none waiting for verification. */
    List<Task> tasks(DesignState state) {
        if (!(state.decision() instanceof Decision.Refine refine)) {
            return state.current().stream()
                    .filter(c -> c.pending() == null && c.history().isEmpty())
                    .map(c -> new Task(c.origin().equals(Candidate.MODE) ? "infer" : c.origin(), c))
                    .toList();
        }
        if (state.evaluations() > state.decidedAt()) {
            return List.of(); // verifying begins when all are made
        }
        return refine.candidateIds().stream()
                .map(state::candidate)
                .filter(c -> c.pending() == null)
                .map(c -> new Task(refinement.next(c).orElseThrow(), c))
                .toList();
    }

    /**
     * The microstructures to verify, each with the number and folder of its evaluation, as many as the budget allows. One that
     * failed is tried again only after the next decision.
     */
    List<Verification> pending(DesignState state) {
        List<Verification> pending = new ArrayList<>();
        int number = 0;
        for (Candidate c : state.current()) {
            boolean failed = c.history().stream().anyMatch(e -> !e.succeeded() && e.number() > state.decidedAt());
            if (c.pending() != null
                    && !failed
                    && c.failures() < settings.failures()
                    && state.evaluations() + pending.size() < request.budget().evaluations()) {
                number = state.numberAfter(number);
                pending.add(new Verification.OfCandidate(
                        number, c.id(), c.pending(), state.evaluationFolder(number, c.id())));
            }
        }
        return pending;
    }
}
