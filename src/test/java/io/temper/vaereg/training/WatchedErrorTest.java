package io.temper.vaereg.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchedErrorTest {
    private static final WatchedError START = new WatchedError(1, 0.10);
    private static final WatchedError BEST = new WatchedError(0.6, 0.09);

    @ParameterizedTest
    @CsvSource({
        "0.5, 0.10, true",
        "0.5, 0.104, true",
        "0.5, 0.106, false", // 6 % forgotten since the start
        "0.7, 0.05, false", // better than at the start, but not than the best
        "NaN, 0.08, true", // nothing new to watch: the old ones decide
        "NaN, 0.095, false",
        "0.5, NaN, true",
    })
    void isBetterThan_fivePercentMayBeForgotten(double fresh, double old, boolean better) {
        assertThat(new WatchedError(fresh, old).isBetterThan(BEST, START, 1.05)).isEqualTo(better);
    }

    @Test
    void rate_overItsSteps_risesAndFallsToATenth() {
        assertThat(FineTuningSettings.rate(1e-3, 0, 200)).isCloseTo(1e-4, within(1e-9));
        assertThat(FineTuningSettings.rate(1e-3, 100, 200)).isCloseTo(0.55e-3, within(1e-9));
        assertThat(FineTuningSettings.rate(1e-3, 200, 200)).isCloseTo(1e-4, within(1e-9));
    }
}
