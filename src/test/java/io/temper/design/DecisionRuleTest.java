package io.temper.design;

import static org.assertj.core.api.Assertions.assertThat;

import io.temper.fem.FemResult;
import io.temper.material.DesignTarget;
import io.temper.material.Microstructure;
import io.temper.material.Phases;
import io.temper.material.Stiffness;
import io.temper.vaereg.LatentPrior;
import io.temper.vaereg.PhaseField;
import io.temper.vaereg.Prediction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DecisionRuleTest {
    private static final DesignTarget TARGET = DesignTarget.parse("C11=100");
    private static final double TOLERANCE = 0.02;
    private static final double FAILED = Double.NaN;

    @Test
    void decide_allWithinAQuarterOfTheTolerance_accepts() {
        Decision decision = decide(candidate("mode1", 0.004), candidate("mode2", -0.0049));
        assertThat(decision).isEqualTo(new Decision.Accept("2 of 2 candidates within 2.00 %, the best 0.400 % off"));
    }

    @Test
    void decide_someStillOff_refinesThoseNearestFirst() {
        Decision decision = decide(candidate("mode1", 0.3), candidate("mode2", 0.001), candidate("mode3", -0.05));
        assertThat(decision).isEqualTo(new Decision.Refine(List.of("mode3", "mode1")));
        assertThat(decision.arrow()).isEqualTo("refine");
    }

    @Test
    void decide_withinToleranceButNotAQuarter_polishesTwiceAtMost() {
        assertThat(decide(candidate("mode1", 0.019))).isEqualTo(new Decision.Refine(List.of("mode1")));
        assertThat(decide(candidate("mode1", 0.3, 0.019, 0.018))).isEqualTo(new Decision.Refine(List.of("mode1")));
        assertThat(decide(candidate("mode1", 0.3, 0.019, 0.018, 0.017))).isInstanceOf(Decision.Accept.class);
    }

    @Test
    void decide_oneGivenUpAndOneGood_acceptsAndSaysSo() {
        assertThat(decide(candidate("mode1", FAILED, FAILED), candidate("mode2", 0.001)))
                .isEqualTo(new Decision.Accept(
                        "1 of 2 candidates within 2.00 %, the best 0.100 % off; no candidate is left to improve"));
    }

    @Test
    void decide_oneFailure_triesAgain() {
        assertThat(decide(candidate("mode1", FAILED))).isEqualTo(new Decision.Refine(List.of("mode1")));
    }

    @Test
    void decide_nothingButFailures_stopsWithTheLastOne() {
        assertThat(decide(candidate("mode1", FAILED, FAILED)))
                .isEqualTo(new Decision.Stop("nothing could be verified: evaluation 2 broke"));
    }

    @Test
    void decide_candidateHadItsShare_stops() {
        double[] errors = java.util.stream.IntStream.range(0, LoopSettings.DEFAULT.perCandidate())
                .mapToDouble(i -> 0.5 - 0.01 * i)
                .toArray();
        assertThat(decide(candidate("mode1", errors)))
                .isEqualTo(new Decision.Stop(
                        "no candidate is left to improve; 0 of 1 candidates within 2.00 %, the best 39.0 % off; "
                                + "retraining the model could help: allow it (--retrain, or \"retrain\": true)"));
    }

    @Test
    void decide_evaluationsSpent_stopsWithTheBest() {
        assertThat(rule(5).decide(standing(5, 1, candidate("mode1", 0.3))))
                .isEqualTo(new Decision.Stop(
                        "the budget of 5 evaluations is spent; 0 of 1 candidates within 2.00 %, the best 30.0 % off"));
    }

    @Test
    void decide_secondsSpentButOneWithinTolerance_accepts() {
        assertThat(rule(60).decide(standing(2, 600, candidate("mode1", 0.019), candidate("mode2", 0.3))))
                .isEqualTo(new Decision.Accept(
                        "1 of 2 candidates within 2.00 %, the best 1.90 % off; the budget of 600.0 s is spent"));
    }

    @Test
    void decide_fewEvaluationsLeft_refinesOnlyAsMany() {
        assertThat(rule(5).decide(standing(4, 1, candidate("mode1", 0.3), candidate("mode2", 0.05))))
                .isEqualTo(new Decision.Refine(List.of("mode2")));
    }

    @Test
    void decide_refinementStalledAndRetrainingAllowed_retrains() {
        Decision decision = rule(60, true, Phases.PAPER)
                .decide(standing(
                        10,
                        10,
                        candidate("mode1", 0.3, 0.1, 0.0999, 0.11, 0.0998),
                        candidate("mode2", 0.2, 0.2, 0.2, 0.2)));
        assertThat(decision)
                .isEqualTo(new Decision.Retrain(
                        List.of("mode1", "mode2"),
                        "no candidate is within 2.00 %, and refinement has come to an end 9.98 % off"));
        assertThat(decision.arrow()).isEqualTo("retrain");
    }

    @Test
    void decide_oneCandidateStillGains_refinesBoth() {
        assertThat(rule(60, true, Phases.PAPER)
                        .decide(standing(
                                10,
                                10,
                                candidate("mode1", 0.3, 0.2, 0.15, 0.1),
                                candidate("mode2", 0.2, 0.2, 0.2, 0.2))))
                .isEqualTo(new Decision.Refine(List.of("mode1", "mode2")));
    }

    @Test
    void decide_stalledButRetrainingNotAllowed_goesOnRefining() {
        assertThat(decide(candidate("mode1", 0.1, 0.1, 0.1, 0.1))).isEqualTo(new Decision.Refine(List.of("mode1")));
    }

    @Test
    void decide_stalledWithOneWithinTolerance_accepts() {
        double[] share = new double[LoopSettings.DEFAULT.perCandidate()];
        java.util.Arrays.fill(share, 0.1);
        assertThat(rule(60, true, Phases.PAPER)
                        .decide(standing(13, 10, candidate("mode1", share), candidate("mode2", 0.001))))
                .isInstanceOf(Decision.Accept.class);
    }

    @Test
    void decide_oneEvaluationLeft_doesNotRetrain() {
        Candidate stalled = candidate("mode1", 0.1, 0.1, 0.1, 0.1);
        assertThat(rule(12, true, Phases.PAPER).decide(standing(10, 1, stalled)))
                .isInstanceOf(Decision.Retrain.class);
        assertThat(rule(12, true, Phases.PAPER).decide(standing(11, 1, stalled)))
                .isInstanceOf(Decision.Refine.class);
    }

    @Test
    void decide_nothingVerified_doesNotRetrain() {
        assertThat(rule(60, true, Phases.PAPER).decide(standing(10, 1, candidate("mode1", FAILED, FAILED))))
                .isEqualTo(new Decision.Stop("nothing could be verified: evaluation 2 broke"));
    }

    @Test
    void decide_otherPhasesThanTheModels_doesNotEvenHintAtRetraining() {
        double[] share = new double[LoopSettings.DEFAULT.perCandidate()];
        java.util.Arrays.fill(share, 0.1);
        Phases other = new Phases(new io.temper.material.Phase(200, 0.3), new io.temper.material.Phase(2, 0.3));
        assertThat(rule(60, false, other).decide(standing(12, 10, candidate("mode1", share))))
                .isEqualTo(new Decision.Stop(
                        "no candidate is left to improve; 0 of 1 candidates within 2.00 %, the best 10.0 % off"));
    }

    @Test
    void decide_retrainedInVain_stopsAndSaysWhy() {
        double[] share = new double[LoopSettings.DEFAULT.perCandidate()];
        java.util.Arrays.fill(share, 0.1);
        RetrainingRecord vain = new RetrainingRecord(
                new io.temper.vaereg.versions.ModelVersion("bundled", "00", null, null, null, true),
                "stalled",
                20,
                List.of(),
                null,
                "no better model: MAPE 3.1 -> 3.4 %");
        Standing standing = new Standing(List.of(candidate("mode1", share)), 20, 10, 0, List.of(vain));
        assertThat(rule(60, true, Phases.PAPER).decide(standing))
                .isEqualTo(new Decision.Stop(
                        "no candidate is left to improve; 0 of 1 candidates within 2.00 %, the best 10.0 % off; "
                                + "retraining: no better model: MAPE 3.1 -> 3.4 %"));
    }

    @Test
    void decide_candidateOfAnEarlierModel_isNotRefinedButCounts() {
        Candidate old = candidate("mode1", 0.3);
        Standing standing = new Standing(List.of(old), 20, 10, 1, List.of());
        assertThat(rule(60, true, Phases.PAPER).decide(standing))
                .isEqualTo(new Decision.Stop(
                        "no candidate is left to improve; 0 of 1 candidates within 2.00 %, the best 30.0 % off"));
    }

    private static Decision decide(Candidate... candidates) {
        return rule(60).decide(standing(10, 10, candidates));
    }

    private static Standing standing(int evaluations, double seconds, Candidate... candidates) {
        return new Standing(List.of(candidates), evaluations, seconds, 0, List.of());
    }

    private static DecisionRule rule(int evaluations) {
        return rule(evaluations, false, Phases.PAPER);
    }

    private static DecisionRule rule(int evaluations, boolean retrain, Phases phases) {
        DesignRequest request = new DesignRequest(
                TARGET, TOLERANCE, new DesignRequest.Budget(evaluations, 600), 0, phases, "none", 1e-4, retrain);
        Refinement refinement = new Refinement(request, LoopSettings.DEFAULT, new PhaseScale(phases, Phases.PAPER));
        return new DecisionRule(request, LoopSettings.DEFAULT, refinement);
    }

    /** A candidate whose evaluations, each of a field of its own, had these errors; it waits to try again after a failure. */
    private static Candidate candidate(String id, double... errors) {
        List<Evaluation> history = new ArrayList<>();
        Proposal last = proposal();
        for (double error : errors) {
            last = Double.isNaN(error) ? last : proposal();
            history.add(evaluation(history.size() + 1, last, error));
        }
        boolean waits = !history.get(history.size() - 1).succeeded();
        LatentPrior.Mode mode = new LatentPrior.Mode(1, 1, new double[1], new double[1]);
        return new Candidate(id, mode, 0, waits ? last : null, history);
    }

    private static Evaluation evaluation(int number, Proposal proposal, double error) {
        Path folder = Path.of("evaluations", Integer.toString(number));
        if (Double.isNaN(error)) {
            return new Evaluation(number, proposal, null, "evaluation %d broke".formatted(number), Map.of(), folder);
        }
        Stiffness C = new Stiffness(Map.of(1, new double[] {100 * (1 + error), 1, 1, 0, 0, 0}));
        FemResult result = new FemResult(C, List.of(), 0, 1, "none", "1");
        return new Evaluation(number, proposal, result, null, TARGET.errors(C), folder);
    }

    private static Proposal proposal() {
        float[] logits = new float[1000];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = i - 499.5f;
        }
        PhaseField field = new PhaseField(10, logits);
        Microstructure m = field.microstructure();
        return new Proposal("infer", new double[1], field, m, new Prediction(Map.of(), new double[1]), List.of());
    }
}
