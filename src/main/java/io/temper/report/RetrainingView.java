package io.temper.report;

import io.temper.design.DesignReport;
import java.util.List;

/**
 * One retraining in the report's words.
 *
 * @param labels how many of the points are fresh samples
 */
public record RetrainingView(
        String parent, String reason, int points, long labels, String outcome, List<CandidateView.Evaluation> samples) {
    static RetrainingView of(DesignReport.Retraining r) {
        return new RetrainingView(
                r.parent(),
                r.reason(),
                r.points(),
                r.samples().stream().filter(s -> s.failure() == null).count(),
                r.outcome(),
                r.samples().stream().map(RetrainingView::evaluation).toList());
    }

    private static CandidateView.Evaluation evaluation(DesignReport.Sample s) {
        return new CandidateView.Evaluation(
                s.number(),
                "sample",
                CandidateView.percent(s.hardFraction()),
                CandidateView.outcome(s.verified(), s.failure()),
                CandidateView.errors(s.error(), s.failure()));
    }
}
