package io.temper.vaereg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationCurveTest {
    /** A decoder that always achieves 0.8 c^1.05. */
    private static final CalibrationCurve POWER = curve(10.0, 20.0, 40.0, 80.0);

    private static CalibrationCurve curve(Double... asked) {
        List<Double> achieved = java.util.Arrays.stream(asked)
                .map(CalibrationCurveTest::decoder)
                .toList();
        return new CalibrationCurve(1, List.of(asked), achieved);
    }

    private static double decoder(double c) {
        return 0.8 * Math.pow(c, 1.05);
    }

    @ParameterizedTest
    @ValueSource(doubles = {9, 12, 20, 35, 60, 79})
    void ask_withinTheCurve_decoderAchievesWhatIsWanted(double wanted) {
        assertThat(decoder(POWER.ask(wanted))).isCloseTo(wanted, within(1e-9));
    }

    @Test
    void ask_beyondTheEnds_keepsTheEndsRatio() {
        assertThat(POWER.ask(2 * decoder(80))).isCloseTo(160, within(1e-9));
        assertThat(POWER.ask(decoder(10) / 2)).isCloseTo(5, within(1e-9));
    }

    @Test
    void ask_achievedFallsSomewhere_staysBetweenTheNeighbours() {
        CalibrationCurve wavy =
                new CalibrationCurve(1, List.of(10.0, 20.0, 30.0, 40.0), List.of(10.0, 25.0, 22.0, 40.0));
        assertThat(wavy.ask(23)).isBetween(10.0, 30.0);
        assertThat(wavy.ask(30)).isBetween(30.0, 40.0);
    }

    @Test
    void new_notRising_refused() {
        assertThatThrownBy(() -> new CalibrationCurve(1, List.of(20.0, 10.0), List.of(1.0, 2.0)))
                .hasMessageContaining("rising");
    }
}
