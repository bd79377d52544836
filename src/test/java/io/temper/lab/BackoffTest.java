package io.temper.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void after_eachFailure_doublesUpToTheLongestWithJitter() {
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));
        SplittableRandom random = new SplittableRandom(1);
        for (int failures = 1; failures <= 100_000; failures = failures < 20 ? failures + 1 : failures * 3) {
            double whole = Math.min(300, Math.pow(2, Math.min(failures, 60) - 1));
            assertThat(backoff.after(failures, random).toMillis() / 1e3).isBetween(whole / 2 - 0.001, whole);
        }
    }

    @Test
    void new_firstAboveLongest_isRefusedWithBoth() {
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(9), Duration.ofSeconds(1)))
                .hasMessageContaining("temper.lab.retry.first=PT9S")
                .hasMessageContaining("temper.lab.retry.longest=PT1S");
    }
}
