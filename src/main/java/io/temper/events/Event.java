package io.temper.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that fits the schema.
 *
 * @param source who says so; with the id it names the event
 * @param subject the specimen, or the solver or model
 * @param time when it happened, as the sender's clock has it
 * @param data moduli in GPa; a microstructure by the {@code sha256} of its voxels once it is kept
 * @param hash SHA-256 of what was sent: type, subject, time and data
 */
public record Event(
        String source,
        String id,
        EventType type,
        String subject,
        @Nullable Instant time,
        ObjectNode data,
        String hash) {
    /** The same with what its links lead to. */
    Event with(ObjectNode resolved) {
        return new Event(source, id, type, subject, time, resolved, hash);
    }
}
