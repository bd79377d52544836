package io.temper.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.temper.material.Property;
import org.junit.jupiter.api.Test;

class ForwardAccuracyTest {
    @Test
    void of_knownErrors_givesThePapersMapeAndR2() {
        ForwardAccuracy a = ForwardAccuracy.of(Property.C11, new double[] {10, 20, 30}, new double[] {11, 20, 28});
        assertThat(a.mape()).isCloseTo((1 + 0 + 2) / 3.0 / 20, within(1e-12)); // mean |error| over the mean value
        assertThat(a.r2()).isCloseTo(1 - 5.0 / 200, within(1e-12));
        assertThat(a.samples()).isEqualTo(3);
    }
}
