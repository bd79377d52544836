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
                        "no candidate is left to improve; 0 of 1 candidates within 2.00 %, the best 39.0 % off"));
    }

    @Test
    void decide_evaluationsSpent_stopsWithTheBest() {
        assertThat(rule(5).decide(List.of(candidate("mode1", 0.3)), 5, 1))
                .isEqualTo(new Decision.Stop(
                        "the budget of 5 evaluations is spent; 0 of 1 candidates within 2.00 %, the best 30.0 % off"));
    }

    @Test
    void decide_secondsSpentButOneWithinTolerance_accepts() {
        assertThat(rule(60).decide(List.of(candidate("mode1", 0.019), candidate("mode2", 0.3)), 2, 600))
                .isEqualTo(new Decision.Accept(
                        "1 of 2 candidates within 2.00 %, the best 1.90 % off; the budget of 600.0 s is spent"));
    }

    @Test
    void decide_fewEvaluationsLeft_refinesOnlyAsMany() {
        assertThat(rule(5).decide(List.of(candidate("mode1", 0.3), candidate("mode2", 0.05)), 4, 1))
                .isEqualTo(new Decision.Refine(List.of("mode2")));
    }

    private static Decision decide(Candidate... candidates) {
        return rule(60).decide(List.of(candidates), 10, 10);
    }

    private static DecisionRule rule(int evaluations) {
        DesignRequest request = new DesignRequest(
                TARGET, TOLERANCE, new DesignRequest.Budget(evaluations, 600), 0, Phases.PAPER, "none", 1e-4);
        Refinement refinement =
                new Refinement(request, LoopSettings.DEFAULT, new PhaseScale(Phases.PAPER, Phases.PAPER));
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
        return new Candidate(id, mode, waits ? last : null, history);
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
