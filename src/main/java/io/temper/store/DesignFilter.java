package io.temper.store;

import io.temper.design.DesignStatus;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which designs to list, newest first.
 *
 * @param statuses empty for all
 * @param text in name, target or id; null for any
 * @param after the last design of the page before; null for the first page
 * @param limit most designs
 */
public record DesignFilter(
        Set<DesignStatus> statuses,
        @Nullable String text,
        @Nullable Place after,
        int limit) {
    /** A design's place in the list. */
    public record Place(Instant created, String id) {
        public static Place of(DesignRow row) {
            return new Place(row.created(), row.id());
        }
    }

    public DesignFilter {
        statuses = Set.copyOf(statuses);
    }
}
