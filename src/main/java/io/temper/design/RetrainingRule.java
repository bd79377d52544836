package io.temper.design;

import java.util.List;

/**
 * Whether retraining the model could bring a design home. It could where some candidate was verified and none is within
 * tolerance, refinement has stalled for all of them, budget is left for labels and for the new model's candidates, and the
 * labels would be those of the model's own phases.
 */
record RetrainingRule(DesignRequest request, LoopSettings.Retraining settings, PhaseScale scale) {
    /** Whether to retrain, if it is allowed; refinement has nothing to offer or has stalled. */
    boolean couldHelp(Standing standing) {
        return standing.retrainings().size() < settings.most()
                && scale.isIdentity()
                && samples(standing.evaluations()) >= 1
                && standing.candidates().stream().noneMatch(c -> c.worstError() <= request.tolerance())
                && standing.current().stream().anyMatch(c -> c.best().isPresent());
    }

    /** Whether a candidate's last evaluations gained too little. */
    boolean hasStalled(Candidate candidate) {
        List<Double> errors = candidate.history().stream()
                .filter(Evaluation::succeeded)
                .map(Evaluation::worstError)
                .toList();
        int before = errors.size() - settings.patience();
        if (before < 1) {
            return false;
        }
        double best = errors.stream().limit(before).min(Double::compare).orElseThrow();
        double since = errors.stream().skip(before).min(Double::compare).orElseThrow();
        return since > (1 - settings.gain()) * best;
    }

    /** How many fresh samples to label: at most half of the evaluations that are left, the rest is the new candidates'. */
    int samples(int evaluations) {
        return Math.min(settings.samples(), (request.budget().evaluations() - evaluations) / 2);
    }
}
