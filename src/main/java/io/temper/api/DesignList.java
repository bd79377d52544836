package io.temper.api;

import io.temper.design.DesignStatus;
import io.temper.goal.GoalForm;
import io.temper.store.DesignFilter;
import io.temper.store.DesignFilter.Place;
import io.temper.store.DesignRow;
import jakarta.ws.rs.core.UriBuilder;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /designs}: a page of the list, newest first.
 *
 * @param next address of the page after this one; null if this is the last
 * @param counts how many designs there are of each status, whatever the filter
 */
record DesignList(List<Summary> designs, @Nullable String next, Map<DesignStatus, Integer> counts) {
    static final int MOST = 200;
    private static final String SEPARATOR = "~";

    /** One line of it. */
    record Summary(
            String id,
            @Nullable String name,
            DesignStatus status,
            @Nullable String reason,
            Map<String, Object> target,
            double tolerance,
            int priority,
            Instant created,
            @Nullable Instant started,
            @Nullable Instant ended,
            int evaluations,
            double seconds,
            @Nullable Double bestError,
            String href) {
        static Summary of(DesignRow row) {
            return new Summary(
                    row.id(),
                    row.name(),
                    row.status(),
                    row.reason(),
                    GoalForm.targets(row.request().goals()),
                    row.request().tolerance(),
                    row.priority(),
                    row.created(),
                    row.started(),
                    row.ended(),
                    row.evaluations(),
                    row.seconds(),
                    row.bestError(),
                    DesignView.address(row));
        }
    }

    /** @param rows one more than the page has, if there are more */
    static DesignList of(
            List<DesignRow> rows,
            int limit,
            Map<DesignStatus, Integer> counts,
            @Nullable String status,
            @Nullable String text) {
        boolean more = rows.size() > limit;
        List<DesignRow> page = more ? rows.subList(0, limit) : rows;
        return new DesignList(
                page.stream().map(Summary::of).toList(),
                more ? next(page.get(limit - 1), limit, status, text) : null,
                counts);
    }

    private static String next(DesignRow last, int limit, @Nullable String status, @Nullable String text) {
        UriBuilder next = UriBuilder.fromPath("/designs").queryParam("limit", limit);
        if (status != null) {
            next.queryParam("status", "{status}");
        }
        if (text != null) {
            next.queryParam("text", "{text}");
        }
        String after = last.created().toEpochMilli() + SEPARATOR + last.id();
        return next.queryParam("after", "{after}")
                .build(java.util.stream.Stream.of(status, text, after)
                        .filter(v -> v != null)
                        .toArray())
                .toString();
    }

    /** The filter that a query asks for; one more than its limit, to see whether there are more. */
    static DesignFilter filter(@Nullable String status, @Nullable String text, int limit, @Nullable String after) {
        if (limit < 1 || limit > MOST) {
            throw Problem.badRequest("limit %d must lie in 1..%d".formatted(limit, MOST));
        }
        return new DesignFilter(statuses(status), text, after == null ? null : place(after), limit + 1);
    }

    private static Set<DesignStatus> statuses(@Nullable String list) {
        Set<DesignStatus> statuses = EnumSet.noneOf(DesignStatus.class);
        for (String name : list == null || list.isBlank() ? new String[0] : list.split(",", -1)) {
            statuses.add(Arrays.stream(DesignStatus.values())
                    .filter(s -> s.json().equals(name.trim().toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> Problem.badRequest("status '%s' is none of %s"
                            .formatted(
                                    name,
                                    Arrays.stream(DesignStatus.values())
                                            .map(DesignStatus::json)
                                            .collect(Collectors.joining(" "))))));
        }
        return statuses;
    }

    private static Place place(String after) {
        String[] parts = after.split(SEPARATOR, 2);
        try {
            if (parts.length == 2) {
                return new Place(Instant.ofEpochMilli(Long.parseLong(parts[0])), parts[1]);
            }
        } catch (NumberFormatException e) {
            // falls through to the one message
        }
        throw Problem.badRequest("after '%s' is no place in the list: take 'next' of a page".formatted(after));
    }
}
