package io.temper.design;

import io.temper.goal.Outcome;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * Whether a design is done. Every candidate of the model in use is refined until it is within a part of the tolerance, cannot
 * be improved or has had its share of evaluations; one candidate within tolerance is enough to accept. Where none is and
 * refinement has stalled, the model is retrained if the request allows it.
 */
record DecisionRule(DesignRequest request, LoopSettings settings, Refinement refinement) {
    /** A bound is active if the value is this near to it, relative. */
    private static final double ACTIVE = 0.02;

    private static final String HINT = "; retraining the model could help: allow it (--retrain, or \"retrain\": true)";

    Decision decide(Standing standing) {
        DesignRequest.Budget budget = request.budget();
        if (standing.evaluations() >= budget.evaluations()) {
            return end(standing, "the budget of %d evaluations is spent".formatted(budget.evaluations()));
        }
        if (standing.seconds() >= budget.seconds()) {
            return end(standing, "the budget of %s s is spent".formatted(budget.seconds()));
        }
        List<Candidate> unfinished = standing.current().stream()
                .filter(this::isUnfinished)
                .sorted(Comparator.comparingDouble(Candidate::worstError))
                .toList();
        boolean stalled = unfinished.stream().allMatch(retraining()::hasStalled);
        if (request.retrain() && stalled && retraining().couldHelp(standing)) {
            return retrain(standing);
        }
        if (!unfinished.isEmpty()) {
            return new Decision.Refine(unfinished.stream()
                    .limit(budget.evaluations() - standing.evaluations())
                    .map(Candidate::id)
                    .toList());
        }
        return end(standing, "no candidate is left to improve");
    }

    RetrainingRule retraining() {
        return new RetrainingRule(request, settings.retraining(), refinement.scale());
    }

    private Decision retrain(Standing standing) {
        List<Candidate> off = standing.current().stream()
                .filter(c -> c.best().isPresent())
                .sorted(Comparator.comparingDouble(Candidate::worstError))
                .toList();
        return new Decision.Retrain(
                off.stream().map(Candidate::id).toList(),
                "no candidate is within %s, and refinement has come to an end %s off"
                        .formatted(
                                percent(request.tolerance()), percent(off.get(0).worstError())));
    }

    private boolean isUnfinished(Candidate candidate) {
        if (candidate.failures() >= settings.failures()
                || candidate.history().size() >= settings.perCandidate()
                || request.goals().objectives().isEmpty() && isFinished(candidate)) {
            return false;
        }
        return candidate.pending() != null || refinement.next(candidate).isPresent();
    }

    private boolean isFinished(Candidate candidate) {
        return candidate.worstError() <= settings.goal() * request.tolerance()
                || polished(candidate) >= settings.polish() && isAccepted(candidate);
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

    private Decision end(Standing standing, String reason) {
        List<Candidate> candidates = standing.candidates();
        long accepted = candidates.stream().filter(this::isAccepted).count();
        OptionalDouble best = candidates.stream()
                .mapToDouble(Candidate::worstError)
                .filter(Double::isFinite)
                .min();
        if (best.isEmpty()) {
            return new Decision.Stop("nothing could be verified: " + lastFailure(candidates, reason));
        }
        String found = request.goals().objectives().isEmpty() || accepted == 0
                ? "%d of %d candidates within %s, the best %s off"
                        .formatted(
                                accepted, candidates.size(), percent(request.tolerance()), percent(best.getAsDouble()))
                : "%d of %d candidates keep to all bounds; %s"
                        .formatted(accepted, candidates.size(), extreme(candidates));
        boolean all = accepted == candidates.size();
        return accepted > 0
                ? new Decision.Accept(all ? found : found + "; " + reason)
                : new Decision.Stop(reason + "; " + found + retrained(standing));
    }

    /** The best of the objective, and the bounds that hold it. */
    private String extreme(List<Candidate> candidates) {
        ParetoFront front = ParetoFront.of(request, candidates);
        if (request.goals().objectives().size() > 1) {
            return "%d microstructures that no other one beats in every objective"
                    .formatted(front.points().size());
        }
        ParetoFront.Point best = front.points().get(0);
        String active = best.outcomes().stream()
                .filter(o -> o.isActive(ACTIVE))
                .map(o -> o.goal().toString())
                .collect(Collectors.joining(", "));
        return "best %s (%s)%s"
                .formatted(
                        best.outcomes().stream()
                                .filter(o -> o.goal().isObjective())
                                .map(Outcome::toString)
                                .collect(Collectors.joining(", ")),
                        best.candidate(),
                        active.isEmpty() ? ", no bound is active" : ", held by " + active);
    }

    /** What retraining did or could do for a design that stops. */
    private String retrained(Standing standing) {
        if (!request.retrain()) {
            return retraining().couldHelp(standing)
                            && standing.seconds() < request.budget().seconds()
                    ? HINT
                    : "";
        }
        StringBuilder outcomes = new StringBuilder();
        standing.retrainings().forEach(r -> outcomes.append("; retraining: ").append(r.outcome()));
        return outcomes.toString();
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
