package io.temper.annealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetropolisTest {
    @Test
    void probability_oneTemperatureUphill_isOneOverE() {
        assertThat(Metropolis.probability(200, 200)).isCloseTo(0.368, within(5e-4));
    }

    @ParameterizedTest
    @CsvSource({
        "200, 200, 0.3, true",
        "200, 200, 0.4, false",
        "0, 200, 0.999, true",
        "-1, 0, 0.999, true",
        "0, 0, 0.999, true",
        "1e-9, 0, 0, false",
        "Infinity, 200, 0, false"
    })
    void accepts_scriptedDraw_followsTheRule(double dE, double T, double draw, boolean accepted) {
        assertThat(Metropolis.accepts(dE, T, scripted(draw))).isEqualTo(accepted);
    }

    private static RandomGenerator scripted(double draw) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new AssertionError("only nextDouble is scripted");
            }

            @Override
            public double nextDouble() {
                return draw;
            }
        };
    }
}
