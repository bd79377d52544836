package io.temper.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The run of an event: there is never more than one.
 *
 * @param event number of the event
 * @param what short name of what was done, such as {@code simulate}
 * @param state {@code running}, {@code done} or {@code failed}
 * @param result JSON with units in its names; null until it has ended
 */
public record RunRow(
        long event,
        String subject,
        String what,
        String state,
        Instant started,
        @Nullable Instant ended,
        @Nullable JsonNode result) {}
