package io.temper.design;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Whether a design is done. Every candidate is refined until it is within a part of the tolerance, cannot be improved or
 * has had its share of evaluations; one candidate within tolerance is enough to accept.
 */
record DecisionRule(DesignRequest request, LoopSettings settings, Refinement refinement) {
    /**
     * @param evaluations FEM evaluations spent, failed ones included
     * @param seconds wall time spent [s]
     */
    Decision decide(List<Candidate> candidates, int evaluations, double seconds) {
        DesignRequest.Budget budget = request.budget();
        if (evaluations >= budget.evaluations()) {
            return end(candidates, "the budget of %d evaluations is spent".formatted(budget.evaluations()));
        }
        if (seconds >= budget.seconds()) {
            return end(candidates, "the budget of %s s is spent".formatted(budget.seconds()));
        }
        List<String> unfinished = candidates.stream()
                .filter(this::isUnfinished)
                .sorted(Comparator.comparingDouble(Candidate::worstError))
                .limit(budget.evaluations() - evaluations)
                .map(Candidate::id)
                .toList();
        return unfinished.isEmpty()
                ? end(candidates, "no candidate is left to improve")
                : new Decision.Refine(unfinished);
    }

    private boolean isUnfinished(Candidate candidate) {
        if (candidate.failures() >= settings.failures()
                || candidate.history().size() >= settings.perCandidate()
                || candidate.worstError() <= settings.goal() * request.tolerance()
                || polished(candidate) >= settings.polish() && isAccepted(candidate)) {
            return false;
        }
        return candidate.pending() != null || refinement.next(candidate).isPresent();
    }

    boolean isAccepted(Candidate candidate) {
        return candidate.worstError() <= request.tolerance();
    }

    /** Evaluations spent since the candidate first was within tolerance. */
    private long polished(Candidate candidate) {
        return candidate.history().stream()
                .dropWhile(e -> e.worstError() > request.tolerance())
                .skip(1)
                .count();
    }

    private Decision end(List<Candidate> candidates, String reason) {
        long accepted = candidates.stream().filter(this::isAccepted).count();
        OptionalDouble best = candidates.stream()
                .mapToDouble(Candidate::worstError)
                .filter(Double::isFinite)
                .min();
        if (best.isEmpty()) {
            return new Decision.Stop("nothing could be verified: " + lastFailure(candidates, reason));
        }
        String found = "%d of %d candidates within %s, the best %s off"
                .formatted(accepted, candidates.size(), percent(request.tolerance()), percent(best.getAsDouble()));
        boolean all = accepted == candidates.size();
        return accepted > 0
                ? new Decision.Accept(all ? found : found + "; " + reason)
                : new Decision.Stop(reason + "; " + found);
    }

    private static String lastFailure(List<Candidate> candidates, String otherwise) {
        return candidates.stream()
                .flatMap(c -> c.history().stream())
                .map(Evaluation::failure)
                .filter(f -> f != null)
                .reduce((first, second) -> second)
                .orElse(otherwise);
    }

    static String percent(double part) {
        return String.format(Locale.ROOT, "%.3g %%", 100 * part);
    }
}
