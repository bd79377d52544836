package io.temper.vaereg.cnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RegressionCnnSettingsTest {
    @Test
    void rate_fallsAlongHalfACosineToOnePercent() {
        RegressionCnnSettings s = RegressionCnnSettings.DEFAULT.withSteps(100);
        assertThat(s.rate(0)).isCloseTo(1e-3, within(1e-12));
        assertThat(s.rate(50)).isCloseTo(0.505e-3, within(1e-12));
        assertThat(s.rate(100)).isCloseTo(1e-5, within(1e-12));
    }

    @Test
    void settings_outOfRange_namesValueAndLimit() {
        assertThatThrownBy(() -> RegressionCnnSettings.DEFAULT.withSteps(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("steps 0 must be at least 1");
        assertThatThrownBy(() -> new RegressionCnnSettings(1, 1, 1, 8, 0, 1)).hasMessageContaining("learning rate 0.0");
    }
}
