package io.temper.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.temper.fem.FemResult;
import io.temper.generation.Sigma;
import io.temper.material.DesignTarget;
import io.temper.material.Phases;
import io.temper.material.Property;
import io.temper.material.Stiffness;
import io.temper.vaereg.Estimate;
import io.temper.vaereg.LatentPrior;
import io.temper.vaereg.PhaseField;
import io.temper.vaereg.Prediction;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RefinementTest {
    private static final int N = 10;
    private static final PhaseField FIELD = ramp();

    @Test
    void next_farOff_annealsOnceThenTrims() {
        Refinement refinement = refinement("C11=40");
        assertThat(refinement.next(candidate(evaluation("infer", 0.5, 30, 5)))).contains("anneal");
        assertThat(refinement.next(candidate(evaluation("infer", 0.5, 30, 5), evaluation("anneal", 0.55, 33, 5))))
                .contains("trim");
    }

    @Test
    void next_near_trims() {
        assertThat(refinement("C11=40").next(candidate(evaluation("infer", 0.5, 38, 5))))
                .contains("trim");
    }

    @Test
    void next_componentsDisagree_annealsAsOftenAsAllowed() {
        Refinement refinement = refinement("C11=40,C22=5");
        Evaluation first = evaluation("infer", 0.5, 39, 5.5);
        Evaluation second = evaluation("anneal", 0.5, 39, 5.45);
        assertThat(refinement.next(candidate(first))).contains("anneal");
        assertThat(refinement.next(candidate(first, second))).contains("anneal");
        assertThat(refinement.next(candidate(first, second, second))).contains("trim");
    }

    @Test
    void next_trimmedToTheVoxel_isEmpty() {
        // 500 and 501 hard voxels bracket the target: there is nothing between
        assertThat(refinement("C11=40")
                        .next(candidate(evaluation("trim", 0.500, 39.99, 5), evaluation("trim", 0.501, 40.03, 5))))
                .isEmpty();
    }

    @Test
    void fraction_tooSoft_isHigherAndInsideTheBracket() {
        Refinement refinement = refinement("C11=40");
        double first =
                refinement.fraction(candidate(evaluation("infer", 0.5, 38, 5))).orElseThrow();
        assertThat(first).isBetween(0.505, 0.54);
        double second = refinement
                .fraction(candidate(evaluation("infer", 0.5, 38, 5), evaluation("trim", 0.52, 41, 5)))
                .orElseThrow();
        assertThat(second).isBetween(0.505, 0.519);
    }

    @Test
    void fraction_severalComponents_isTheRootOfTheMeanLogRatio() {
        // one component 5 % above and the other 5 % below: the mean is met already
        Evaluation balanced = evaluation("infer", 0.5, 40 * 1.05, 5 / 1.05);
        assertThat(refinement("C11=40,C22=5").fraction(candidate(balanced))).isEmpty();
    }

    @Test
    void search_surrogateSaysTooLittle_asksItForAsMuchLess() {
        // the solver finds 30 where the surrogate predicts 27: for 40 it must predict 36
        Candidate candidate = candidate(evaluation("infer", 0.5, 30, 5));
        LatentSearch search = refinement("C11=40").search(candidate);
        assertThat(search.target().values().get(Property.C11)).isCloseTo(36, within(1e-9));
        assertThat(search.mode()).isSameAs(candidate.mode());
        assertThat(search.start()).isEqualTo(candidate.base().z());
    }

    @Test
    void search_seeds_differByCandidateRequestAndTry() {
        Candidate once = candidate(evaluation("infer", 0.5, 30, 5));
        Candidate twice = candidate(evaluation("infer", 0.5, 30, 5), evaluation("anneal", 0.5, 31, 5));
        assertThat(refinement("C11=40").search(once).seed())
                .isEqualTo(refinement("C11=40").search(once).seed())
                .isNotEqualTo(refinement("C11=40").search(twice).seed());
    }

    @Test
    void base_worseEvaluationsFollow_isStillTheBest() {
        Candidate candidate = candidate(
                evaluation("infer", 0.5, 38, 5), evaluation("trim", 0.51, 39.9, 5), evaluation("trim", 0.6, 60, 5));
        assertThat(candidate.base().microstructure().hardFraction()).isEqualTo(0.51);
        assertThat(candidate.worstError()).isCloseTo(0.0025, within(1e-9));
    }

    @Test
    void next_sampleWhoseComponentsDisagree_isTunedUntilTwoTuningsWereInVain() {
        Refinement refinement = refinement("C11=40,C22=5");
        Evaluation start = evaluation("sample", 0.5, 39, 5.5, POINT);
        Evaluation better = evaluation("tune", 0.5, 39, 5.45, POINT);
        Evaluation worse = evaluation("tune", 0.5, 39, 6, POINT);
        assertThat(refinement.next(sample(start))).contains("tune");
        assertThat(refinement.next(sample(start, worse))).contains("tune");
        assertThat(refinement.next(sample(start, worse, better))).contains("tune");
        assertThat(refinement.next(sample(start, worse, worse))).contains("trim");
        assertThat(refinement.next(sample(start, better, worse, worse))).contains("trim");
    }

    @Test
    void tuning_afterATuningInVain_startsFromTheBestAndGoesHalfAsFar() {
        GeneratorPoint other = new GeneratorPoint(POINT.sigma(), 0.6, POINT.seed(), 0);
        Evaluation start = evaluation("sample", 0.5, 30, 5, POINT);
        Evaluation worse = evaluation("tune", 0.5, 20, 5, other);
        GeneratorSearch first = refinement("C11=40").tuning(sample(start));
        GeneratorSearch second = refinement("C11=40").tuning(sample(start, worse));
        assertThat(first.reach()).isEqualTo(1);
        assertThat(second.reach()).isEqualTo(0.5);
        assertThat(second.start()).isEqualTo(POINT);
        assertThat(second.target().values().get(Property.C11)).isCloseTo(36, within(1e-9));
    }

    @Test
    void another_sameFilterAndFraction_otherNoiseEachTime() {
        Evaluation start = evaluation("sample", 0.5, 30, 5, POINT);
        GeneratorPoint first = refinement("C11=40").another(sample(start));
        GeneratorPoint second = refinement("C11=40").another(sample(start, start));
        assertThat(first.sigma()).isEqualTo(POINT.sigma());
        assertThat(first.fraction()).isEqualTo(POINT.fraction());
        assertThat(first.seed()).isNotEqualTo(POINT.seed()).isNotEqualTo(second.seed());
    }

    private static final GeneratorPoint POINT = new GeneratorPoint(new Sigma(1, 1, 5), 0.5, 7, 0);

    private static Candidate sample(Evaluation... history) {
        return new Candidate(
                "sample3", null, new NearestSamples.Sample(3, POINT, 0.1), 0, null, Arrays.asList(history), null);
    }

    private static Refinement refinement(String target) {
        DesignRequest request = new DesignRequest(
                DesignTarget.parse(target), 0.02, DesignRequest.Budget.DEFAULT, 0, Phases.PAPER, "none", 1e-4);
        return new Refinement(request, LoopSettings.DEFAULT, new PhaseScale(Phases.PAPER, Phases.PAPER));
    }

    private static Candidate candidate(Evaluation... history) {
        LatentPrior.Mode mode = new LatentPrior.Mode(2, 1, new double[] {1}, new double[1]);
        return new Candidate("mode2", mode, 0, null, Arrays.asList(history));
    }

    /** The field at a fraction; the surrogate says 90 % of what was found. */
    private static Evaluation evaluation(String action, double fraction, double c11, double c22) {
        return evaluation(action, fraction, c11, c22, null);
    }

    private static Evaluation evaluation(
            String action, double fraction, double c11, double c22, @Nullable GeneratorPoint point) {
        Prediction surrogate = new Prediction(
                Map.of(Property.C11, new Estimate(0.9 * c11, 1), Property.C22, new Estimate(0.9 * c22, 1)),
                new double[1]);
        Proposal proposal = new Proposal(
                action, new double[] {0.7}, FIELD, FIELD.atFraction(fraction), surrogate, List.of(), point);
        Stiffness C = new Stiffness(Map.of(1, new double[] {c11, 0, 0, 0, 0, 0}, 2, new double[] {0, c22, 0, 0, 0, 0}));
        return new Evaluation(
                1,
                proposal,
                new FemResult(C, List.of(), 0, 1, "none", "1"),
                null,
                Map.of(Property.C11, c11 / 40 - 1, Property.C22, c22 / 5 - 1),
                Path.of("1"));
    }

    private static PhaseField ramp() {
        float[] logits = new float[N * N * N];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = i;
        }
        return new PhaseField(N, logits);
    }
}
