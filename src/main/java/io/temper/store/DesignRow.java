package io.temper.store;

import io.temper.design.DesignRequest;
import io.temper.design.DesignStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A design as lists show it.
 *
 * @param name of the user's choice
 * @param priority of more than another's: earlier
 * @param bestError smallest worst-component error so far [-]; null before the first verified candidate
 */
public record DesignRow(
        String id,
        @Nullable String name,
        DesignStatus status,
        @Nullable String reason,
        DesignRequest request,
        int priority,
        Instant created,
        @Nullable Instant started,
        @Nullable Instant ended,
        int evaluations,
        double seconds,
        @Nullable Double bestError) {}
