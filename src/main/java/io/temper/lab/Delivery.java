package io.temper.lab;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A result on its way to a sink.
 *
 * @param id its place in the order of results
 * @param attempts that were made
 * @param reason why the last one failed, one line; null if it did not
 * @param known what the other side answered so far, for example where it keeps the result
 * @param ended when it was delivered or refused; null while it waits
 */
public record Delivery(
        long id,
        LabResult result,
        String sink,
        State state,
        int attempts,
        @Nullable String reason,
        Map<String, String> known,
        Instant created,
        @Nullable Instant ended) {
    /** How far it has come. */
    public enum State {
        /** Not yet taken by the other side. */
        WAITING,
        /** Taken by the other side. */
        DELIVERED,
        /** The other side will never take it as it is. */
        REFUSED;

        /** As the database and REST have it. */
        public String json() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
