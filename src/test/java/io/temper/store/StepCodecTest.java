package io.temper.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temper.design.Candidate;
import io.temper.design.Decision;
import io.temper.design.DesignEvent;
import io.temper.design.DesignStatus;
import io.temper.design.FreshSample;
import io.temper.design.Proposal;
import io.temper.design.Step;
import io.temper.fem.FemResult;
import io.temper.generation.Sigma;
import io.temper.material.Property;
import io.temper.material.Stiffness;
import io.temper.vaereg.Estimate;
import io.temper.vaereg.LatentPrior;
import io.temper.vaereg.PhaseField;
import io.temper.vaereg.Prediction;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StepCodecTest {
    private static final Random RANDOM = new Random(7);
    private static final FemResult RESULT = new FemResult(
            new Stiffness(Map.of(1, numbers(6), 3, numbers(6))),
            List.of(22, 23),
            Math.PI * 1e-5,
            1.0 / 3,
            "voxel",
            "1.1");

    private static double[] numbers(int count) {
        return RANDOM.doubles(count, 1e-7, 1e7).toArray();
    }

    static Stream<Step> steps() {
        return Stream.of(
                new Step.Started("bundled", "0a"),
                new Step.Chosen(List.of(new Candidate(
                        "mode1", new LatentPrior.Mode(1, 1.0 / 3, numbers(32), numbers(32)), 1, null, List.of()))),
                new Step.Evaluated(3, "mode1", RESULT, null),
                new Step.Evaluated(3, "mode1", null, "exit code 1; \"quoted\"\nand \u00fc"),
                new Step.SampleEvaluated(
                        4, new FreshSample(new Sigma(1.1, 2.2, 3.3), 0.1 + 0.2, Long.MAX_VALUE), RESULT, null),
                new Step.Decided(new Decision.Accept("all")),
                new Step.Decided(new Decision.Refine(List.of("mode2", "mode1"))),
                new Step.Decided(new Decision.Retrain(List.of("mode2"), "far")),
                new Step.Decided(new Decision.Stop("spent")),
                new Step.Retrained("better", "v0001-01234567"),
                new Step.Retrained("not", null),
                new Step.Told(
                        new DesignEvent(9, Instant.parse("2026-11-22T10:11:12.123456789Z"), "verify", "C11", 3, null)),
                new Step.Told(new DesignEvent(10, Instant.EPOCH, "verify", "C11", 3, 0.1)),
                new Step.Paused("by request"),
                new Step.Resumed(),
                new Step.Ended(DesignStatus.CANCELLED, "by request"));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void read_whatWasWritten_isTheSame(Step step) {
        StepCodec.Row row = new StepCodec().write(1, step);
        assertThat(new StepCodec().read(1, row)).usingRecursiveComparison().isEqualTo(step);
    }

    @Test
    void steps_allKinds_areTested() {
        assertThat(Stream.<Class<?>>concat(steps().map(Step::getClass), Stream.of(Step.Proposed.class)))
                .contains(Step.class.getPermittedSubclasses());
    }

    @Test
    void read_proposalsOfOneField_shareItBitForBit() {
        float[] logits = new float[51 * 51 * 51];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) RANDOM.nextGaussian();
        }
        logits[0] = Float.MIN_VALUE;
        logits[1] = -0f;
        PhaseField field = new PhaseField(51, logits);
        Step first = proposed("infer", field, 0.5);
        Step second = proposed("trim", field, 0.3);
        StepCodec out = new StepCodec();
        StepCodec.Row firstRow = out.write(4, first);
        StepCodec.Row secondRow = out.write(9, second);

        StepCodec in = new StepCodec();
        Step.Proposed one = (Step.Proposed) in.read(4, firstRow);
        Step.Proposed other = (Step.Proposed) in.read(9, secondRow);
        assertThat(one).usingRecursiveComparison().isEqualTo(first);
        assertThat(other).usingRecursiveComparison().isEqualTo(second);
        assertThat(other.proposal().field()).isSameAs(one.proposal().field());
        assertThat(secondRow.field()).as("written once").isNull();
        assertThat(firstRow.payload().length() + secondRow.payload().length()).isLessThan(60_000);
        assertThat(in.write(12, other).field()).as("written before").isNull();
        assertThatThrownBy(() -> new StepCodec().read(9, secondRow))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("field is missing");
    }

    private static Step proposed(String action, PhaseField field, double fraction) {
        return new Step.Proposed(
                "mode1",
                new Proposal(
                        action,
                        numbers(32),
                        field,
                        field.atFraction(fraction),
                        new Prediction(Map.of(Property.C11, new Estimate(35.1, 0.2)), numbers(32)),
                        List.of(1.5, 2.5, 3.5)));
    }

    @Test
    void read_unknownKind_saysSo() {
        assertThatThrownBy(() -> new StepCodec().read(3, new StepCodec.Row("dreamt", "{}", null)))
                .hasMessageContaining("step 3 cannot be read: unknown kind 'dreamt'");
    }
}
