package io.temper.annealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeometricCoolingTest {
    @ParameterizedTest
    @CsvSource({"0, 8", "1, 4", "2, 2", "3, 1"})
    void temperature_eightToOneInFour_halvesEachTime(int iteration, double T) {
        assertThat(new GeometricCooling(8, 1).temperature(iteration, 4)).isCloseTo(T, within(1e-12));
    }

    @Test
    void temperature_singleIteration_isTheStart() {
        assertThat(new GeometricCooling(8, 1).temperature(0, 1)).isEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "1, 0", "NaN, 1", "Infinity, 1", "1, -1"})
    void new_badTemperatures_saysBoth(double start, double end) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GeometricCooling(start, end))
                .withMessageContaining(Double.toString(start))
                .withMessageContaining(Double.toString(end));
    }
}
