package io.temper.store;

import io.temper.design.DesignRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A design to be queued.
 *
 * @param name of the user's choice
 * @param key that the client gave it, so that it can submit again without making another; null if it gave none
 */
public record NewRow(
        String id,
        @Nullable String name,
        int priority,
        Instant created,
        DesignRequest request,
        @Nullable String key) {}
