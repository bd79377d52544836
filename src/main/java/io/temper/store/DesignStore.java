package io.temper.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.temper.design.DesignEvent;
import io.temper.design.DesignReport;
import io.temper.design.DesignStatus;
import io.temper.design.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The designs of a database. Every method throws {@link StoreException} if the database does not answer. */
public final class DesignStore {
    private final Database database;
    private final Duration patience;
    private final DesignEnd end;

    /** @param patience how long a step is tried again before the design comes to rest */
    public DesignStore(Database database, Duration patience) {
        this(database, patience, DesignEnd.NONE);
    }

    /** @param end hears of each design that ends with a report */
    public DesignStore(Database database, Duration patience, DesignEnd end) {
        this.database = database;
        this.patience = patience;
        this.end = end;
    }

    /**
     * Queues a design.
     *
     * @param capacity most designs that may be queued
     * @return false if so many are; nothing is changed then
     */
    public boolean add(NewRow row, int capacity) {
        String request = RequestJson.write(row.request());
        String target = row.request().goals().toString();
        String search = "%s %s %s".formatted(row.id(), target, row.name() == null ? "" : row.name());
        return database.write(c -> {
            int queued = Rows.select(
                            c, r -> r.getInt(1), "select count(*) from design where status = ?", DesignStatus.QUEUED)
                    .get(0);
            if (queued >= capacity) {
                return false;
            }
            Rows.update(
                    c,
                    "insert into design (id, name, status, target, tolerance, priority, created, evaluations, seconds,"
                            + " search, submit_key, request) values (?, ?, ?, ?, ?, ?, ?, 0, 0.0, ?, ?, ?)",
                    row.id(),
                    row.name(),
                    DesignStatus.QUEUED,
                    target,
                    row.request().tolerance(),
                    row.priority(),
                    row.created(),
                    search.toLowerCase(Locale.ROOT),
                    row.key(),
                    request);
            return true;
        });
    }

    public Optional<DesignRow> find(String id) {
        return one("id = ?", id);
    }

    /** The design that was submitted with a key. */
    public Optional<DesignRow> submittedAs(String key) {
        return one("submit_key = ?", key);
    }

    private Optional<DesignRow> one(String condition, String value) {
        return database
                .read(c -> Rows.select(
                        c, Rows::design, "select " + Rows.DESIGN + " from design where " + condition, value))
                .stream()
                .findFirst();
    }

    /** Newest first. */
    public List<DesignRow> list(DesignFilter filter) {
        if (filter.statuses().isEmpty()) {
            return list(filter, null);
        }
        // one look for each status, since each is then in the order of an index
        List<DesignRow> all = new ArrayList<>();
        filter.statuses().forEach(status -> all.addAll(list(filter, status)));
        all.sort(Comparator.comparing(DesignRow::created)
                .thenComparing(DesignRow::id)
                .reversed());
        return List.copyOf(all.subList(0, Math.min(filter.limit(), all.size())));
    }

    private List<DesignRow> list(DesignFilter filter, @Nullable DesignStatus status) {
        StringBuilder where = new StringBuilder("1 = 1");
        List<Object> values = new ArrayList<>();
        if (status != null) {
            where.append(" and status = ?");
            values.add(status);
        }
        if (filter.after() != null) {
            where.append(" and (created, id) < (?, ?)");
            values.add(filter.after().created());
            values.add(filter.after().id());
        }
        if (filter.text() != null) {
            where.append(" and search like ? escape '!'");
            String text = filter.text().toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0");
            values.add("%" + text + "%");
        }
        values.add(filter.limit());
        // an index alone tells which
        String ids = "select id from design where %s order by created desc, id desc limit ?".formatted(where);
        String sql =
                "select %s from design where id in (%s) order by created desc, id desc".formatted(Rows.DESIGN, ids);
        return database.read(c -> Rows.select(c, Rows::design, sql, values.toArray()));
    }

    /** How many designs there are of each status. */
    public Map<DesignStatus, Integer> counts() {
        Map<DesignStatus, Integer> counts = new EnumMap<>(DesignStatus.class);
        for (DesignStatus status : DesignStatus.values()) {
            counts.put(status, 0);
        }
        database.read(c -> Rows.select(
                c,
                r -> counts.put(DesignStatus.valueOf(r.getString(1).toUpperCase(Locale.ROOT)), r.getInt(2)),
                "select status, count(*) from design group by status"));
        return counts;
    }

    /** The design to work at next: what was at work when its process ended, then by priority and age. */
    public Optional<DesignRow> next(Collection<String> besides) {
        for (DesignStatus status : List.of(DesignStatus.RUNNING, DesignStatus.QUEUED)) {
            Optional<DesignRow> next = database
                    .read(c -> Rows.select(
                            c,
                            Rows::design,
                            "select " + Rows.DESIGN
                                    + " from design where status = ? order by priority desc, created, id limit ?",
                            status,
                            besides.size() + 1))
                    .stream()
                    .filter(r -> !besides.contains(r.id()))
                    .findFirst();
            if (next.isPresent()) {
                return next;
            }
        }
        return Optional.empty();
    }

    /**
     * Changes the status of a design that nobody works at.
     *
     * @return false if its status is none of those expected
     */
    public boolean change(String id, Collection<DesignStatus> from, DesignStatus to, @Nullable String reason) {
        Instant ended = to.isFinal() ? Instant.now() : null;
        return database.write(c -> {
            for (DesignStatus expected : from) {
                int changed = Rows.update(
                        c,
                        "update design set status = ?, reason = ?, ended = "
                                + (ended == null ? "null" : ended.toEpochMilli()) + " where id = ? and status = ?",
                        to,
                        reason,
                        id,
                        expected);
                if (changed > 0) {
                    return true;
                }
            }
            return false;
        });
    }

    /** Forgets a design. */
    public void delete(String id) {
        database.write(c -> {
            Rows.update(c, "delete from design_step where design = ?", id);
            Rows.update(c, "delete from design_report where design = ?", id);
            return Rows.update(c, "delete from design where id = ?", id);
        });
    }

    /** The design as it stood after its last step; empty before the first. */
    public Optional<DesignReport> report(String id) {
        return database
                .read(c -> Rows.select(c, r -> r.getString(1), "select report from design_report where design = ?", id))
                .stream()
                .findFirst()
                .map(json -> read(json, DesignReport.class));
    }

    /** The events of a design with higher numbers than {@code after}. */
    public List<DesignEvent> events(String id, int after) {
        return database
                .read(c -> Rows.select(
                        c,
                        r -> r.getString(1),
                        "select payload from design_step where design = ? and kind = ? order by number",
                        id,
                        "told"))
                .stream()
                .map(json -> read(json, Told.class).event())
                .filter(e -> e.number() > after)
                .toList();
    }

    private record Told(DesignEvent event) {}

    /** Those that ended last, within a time before the very last one: their files may not be whole. */
    public List<DesignRow> endedLast(Duration within) {
        return database.read(c -> Rows.select(
                c,
                Rows::design,
                "select " + Rows.DESIGN + " from design where ended >= (select max(ended) from design) - ?",
                within.toMillis()));
    }

    /** The steps of a design. */
    public Journal journal(String id) {
        return new StoredJournal(database, id, patience, end);
    }

    private static <T> T read(String json, Class<T> type) {
        try {
            return StepCodec.JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database holds what cannot be read: " + e.getOriginalMessage(), e);
        }
    }
}
