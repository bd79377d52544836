package io.temper.events;

import io.temper.store.Database;
import io.temper.store.Rows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What people and programs look at, newest first, and the dead letters. */
public final class EventQueries {
    /** Dead letters that are kept: above it the oldest go. */
    private static final int MOST_LETTERS = 10_000;

    private final Database database;

    public EventQueries(Database database) {
        this.database = database;
    }

    /** @param before those with smaller numbers; null for the newest */
    public List<EventRow> events(
            @Nullable EventState state, @Nullable String subject, @Nullable Long before, int limit) {
        StringBuilder where = new StringBuilder("1 = 1");
        List<Object> values = new ArrayList<>();
        if (state != null) {
            where.append(" and state = ?");
            values.add(state.json());
        }
        if (subject != null) {
            where.append(" and subject = ?");
            values.add(subject);
        }
        where.append(" and number < ?");
        values.add(before == null ? Long.MAX_VALUE : before);
        values.add(limit);
        String sql = "select * from event where %s order by number desc limit ?".formatted(where);
        return database.read(c -> Rows.select(c, EventRows::event, sql, values.toArray()));
    }

    public Optional<EventRow> event(long number) {
        return database
                .read(c -> Rows.select(c, EventRows::event, "select * from event where number = ?", number))
                .stream()
                .findFirst();
    }

    Optional<EventRow> event(String source, String id) {
        return database
                .read(c ->
                        Rows.select(c, EventRows::event, "select * from event where source = ? and id = ?", source, id))
                .stream()
                .findFirst();
    }

    public List<RunRow> runs(@Nullable Long event, @Nullable Long before, int limit) {
        String sql = "select * from event_run where event %s ? order by event desc limit ?"
                .formatted(event == null ? "<" : "=");
        long bound = event != null ? event : before == null ? Long.MAX_VALUE : before;
        return database.read(c -> Rows.select(c, EventRows::run, sql, bound, limit));
    }

    public List<DiscrepancyRow> discrepancies(@Nullable Long before, int limit) {
        return database.read(c -> Rows.select(
                c,
                EventRows::discrepancy,
                "select * from discrepancy where event < ? order by event desc limit ?",
                before == null ? Long.MAX_VALUE : before,
                limit));
    }

    public List<Audit> trail(long event) {
        return database.read(c -> Rows.select(
                c,
                r -> new Audit(Instant.ofEpochMilli(r.getLong("time")), r.getString("what")),
                "select time, what from audit where event = ? order by number",
                event));
    }

    public List<DeadLetter> letters(@Nullable Long before, int limit) {
        return database.read(c -> Rows.select(
                c,
                EventRows::letter,
                "select * from dead_letter where number < ? order by number desc limit ?",
                before == null ? Long.MAX_VALUE : before,
                limit));
    }

    public Optional<DeadLetter> letter(long number) {
        return database
                .read(c -> Rows.select(c, EventRows::letter, "select * from dead_letter where number = ?", number))
                .stream()
                .findFirst();
    }

    void bury(String origin, String reason, String raw) {
        // PostgreSQL's text takes no NUL
        String text = raw.replace("\0", "\\u0000");
        database.write(c -> {
            Rows.update(
                    c,
                    "insert into dead_letter (received, origin, reason, raw, state) values (?, ?, ?, ?, 'dead')",
                    Instant.now(),
                    origin,
                    reason,
                    text);
            return Rows.update(
                    c,
                    "delete from dead_letter where number <= (select max(number) from dead_letter) - ?",
                    MOST_LETTERS);
        });
    }

    void replayed(long number) {
        database.write(c -> Rows.update(c, "update dead_letter set state = 'replayed' where number = ?", number));
    }
}
