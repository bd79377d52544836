package io.temper.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class RequestLimitTest {
    @Test
    void take_moreThanTheBurst_hasToWait() {
        RequestLimit limit = new RequestLimit(3, 1);
        for (int i = 0; i < 3; i++) {
            assertThat(limit.take("a")).isEmpty();
        }
        assertThat(limit.take("a").orElseThrow()).isEqualTo(1);
        assertThat(limit.take("b")).isEmpty();
    }

    @Test
    void limit_ofNothing_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RequestLimit(0, 1));
    }
}
