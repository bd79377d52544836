package io.temper.vaereg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.temper.material.DesignTarget;
import io.temper.material.Phases;
import io.temper.material.Property;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A generator that answers with c itself, and with c turned about. */
class InverseInferenceTest {
    private static final List<Property> PROPERTIES = List.of(Property.C11, Property.C33);
    private static final ModelCard CARD = new ModelCard(
            PROPERTIES,
            51,
            2,
            2,
            Phases.PAPER,
            List.of(Math.log(30), Math.log(20)),
            List.of(0.5, 0.5),
            List.of(2.0, 2.0),
            List.of(140.0, 140.0),
            "00",
            Map.of());

    private static final InferenceAids AIDS = new InferenceAids(
            List.of(),
            GaussianMixture.fit(
                    new SplittableRandom(1)
                            .doubles(400, -2, 2)
                            .mapToObj(v -> new double[] {v, 0.8 * v})
                            .toArray(double[][]::new),
                    2,
                    new SplittableRandom(2)),
            List.of(1.0, 1.0),
            null,
            null);

    /** Each component answers with c itself, the second turned about; both are as likely. */
    private static final InverseInference INFERENCE = new InverseInference(
            CARD,
            AIDS,
            c -> new InverseInference.Modes(
                    new float[] {(float) Math.log(0.5), (float) Math.log(0.5)},
                    new float[] {(float) c[0], (float) c[1], (float) -c[0], (float) -c[1]},
                    new float[] {-9, -9, -9, -9}));

    @Test
    void prior_partialTarget_weightsSumToOneAndEachModeHasItsNumber() {
        List<LatentPrior.Mode> modes =
                INFERENCE.prior(new DesignTarget(Map.of(Property.C11, 45.0))).modes();
        assertThat(modes.stream().mapToDouble(LatentPrior.Mode::weight).sum()).isCloseTo(1, within(1e-9));
        int[] numbers = modes.stream().mapToInt(LatentPrior.Mode::index).toArray();
        assertThat(Arrays.stream(numbers).distinct().count()).isEqualTo(numbers.length);
    }

    @Test
    void prior_propertyThatTheModelDoesNotKnow_saysWhichItKnows() {
        assertThatThrownBy(() -> INFERENCE.prior(new DesignTarget(Map.of(Property.C22, 45.0))))
                .hasMessageContaining("[C11, C33]");
    }
}
