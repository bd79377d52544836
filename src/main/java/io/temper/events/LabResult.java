package io.temper.events;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A result to hand on.
 *
 * @param id the same for the same result, such as {@code run-17}
 * @param kind simulation, prediction, design or discrepancy
 * @param subject specimen
 * @param json the result, with units in its names
 * @param folder files to hand on; null if there are none
 */
public record LabResult(
        String id,
        String kind,
        String subject,
        Instant time,
        String json,
        @Nullable Path folder) {}
