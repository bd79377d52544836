package io.temper.vaereg.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PropertySettingsTest {
    @Test
    void rate_withinEachRound_fallsLinearlyToThreePercent() {
        PropertySettings settings = new PropertySettings(2, 100, 4, 1e-3, 3, 40, 40, 40, 40);
        assertThat(settings.rate(1, 0)).isEqualTo(1e-3);
        assertThat(settings.rate(1, 100)).isCloseTo(0.03e-3, within(1e-12));
        assertThat(settings.rate(2, 0)).isCloseTo(0.5e-3, within(1e-12));
        assertThat(settings.rate(2, 50)).isCloseTo(0.2575e-3, within(1e-12));
    }

    @Test
    void new_oddBatch_saysWhatMustBeEven() {
        assertThatThrownBy(() -> new PropertySettings(1, 100, 3, 1e-3, 3, 40, 40, 40, 40))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("batch 3")
                .hasMessageContaining("the batch even");
    }
}
