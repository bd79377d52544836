package io.temper.lab;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A result that lab data systems are to hear of.
 *
 * @param id idempotency id of the result, for example {@code design-20261123-101500-1a2b3c4d}; at most 200 characters
 * @param kind {@code simulation}, {@code prediction}, {@code design} or {@code discrepancy}
 * @param subject name of the specimen or design
 * @param time when it was found
 * @param json the result, an object that names its units
 * @param folder files that belong to it; null for none
 */
public record LabResult(
        String id,
        String kind,
        String subject,
        Instant time,
        String json,
        @Nullable Path folder) {}
