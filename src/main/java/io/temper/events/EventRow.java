package io.temper.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as it is kept.
 *
 * @param number in the order of acceptance
 * @param time the sender's, received temper's
 * @param reason why it failed or was not run; null if there is nothing to say
 * @param prediction what the surrogate says [GPa]; null until it has, or if it has nothing to say
 */
public record EventRow(
        long number,
        String source,
        String id,
        String subject,
        String type,
        @Nullable Instant time,
        Instant received,
        EventState state,
        @Nullable String reason,
        JsonNode data,
        @Nullable JsonNode prediction) {}
