package io.temper.lab;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: twice as long each time, and never quite as long as others, so that those who wait for
 * the same server do not come back together.
 *
 * @param first after the first failure
 * @param longest however many there were
 */
public record Backoff(Duration first, Duration longest) {
    public Backoff {
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "temper.lab.retry.first=%s, temper.lab.retry.longest=%s: the first must be more than 0, and no more than the longest"
                            .formatted(first, longest));
        }
    }

    /** @param failures in a row, from 1 */
    public Duration after(int failures, RandomGenerator random) {
        double nanos = Math.min(longest.toNanos(), first.toNanos() * Math.pow(2, Math.min(failures, 60) - 1));
        return Duration.ofNanos((long) (nanos * (0.5 + 0.5 * random.nextDouble())));
    }
}
