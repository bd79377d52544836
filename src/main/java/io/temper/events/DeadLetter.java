package io.temper.events;

import java.time.Instant;

/**
 * What was refused.
 *
 * @param origin which way it came
 * @param raw as it came, so that it can be taken again
 * @param state {@code dead}, or {@code replayed}
 */
public record DeadLetter(long number, Instant received, String origin, String reason, String raw, String state) {}
