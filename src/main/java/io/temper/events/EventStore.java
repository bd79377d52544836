package io.temper.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.temper.events.EventRefusedException.Fault;
import io.temper.lab.LabResult;
import io.temper.material.Phase;
import io.temper.material.Phases;
import io.temper.store.Database;
import io.temper.store.Rows;
import io.temper.store.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Events, their runs and the specimens in the database: each step of an event is one transaction. Every method throws
 * {@link StoreException} if the database does not answer.
 */
public final class EventStore {
    private static final String OWN_SOURCE = "temper";

    /** How far the clock of a sender may be ahead without a word. */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private final Database database;

    public EventStore(Database database) {
        this.database = database;
    }

    /** A known event; empty if its source and id are new. @throws EventRefusedException if its content is other than before */
    Optional<Receipt> known(Event event) throws EventRefusedException {
        List<String> hashes = database.read(c -> Rows.select(
                c,
                r -> r.getString(1),
                "select hash from event where source = ? and id = ?",
                event.source(),
                event.id()));
        if (hashes.isEmpty()) {
            return Optional.empty();
        }
        EventRow before = database.read(c -> Rows.select(
                        c,
                        EventRows::event,
                        "select * from event where source = ? and id = ?",
                        event.source(),
                        event.id())
                .get(0));
        if (!hashes.get(0).equals(event.hash())) {
            String why = "id '%s' of source '%s' was used for other content, event %d: give each event an id of its own"
                    .formatted(event.id(), event.source(), before.number());
            database.write(c -> audit(c, before.number(), "refused: the same id came with other content"));
            throw new EventRefusedException(Fault.CONFLICT, why);
        }
        return Optional.of(new Receipt(before, false, null));
    }

    /**
     * Keeps a new event. Those of its specimen that it makes needless are superseded. Not for two threads at once.
     *
     * @param backlog most events that may wait
     * @throws RejectedExecutionException if so many do; nothing is changed then
     */
    Receipt add(Event event, Instant now, int backlog) {
        String content = EventReader.hash(event.type(), event.subject(), event.time(), event.data());
        return database.write(c -> {
            if (count(c, EventState.ACCEPTED) >= backlog) {
                throw new RejectedExecutionException("%d events are waiting: try again later".formatted(backlog));
            }
            boolean duplicate = isSaidAgain(c, event, content);
            if (!duplicate) {
                supersede(c, event);
            }
            String reason = duplicate ? "says what the one before it said" : null;
            EventState state = duplicate ? EventState.DUPLICATE : EventState.ACCEPTED;
            Optional<Instant> before = lastTime(c, event);
            EventRow row = insert(c, event, content, now, state, reason);
            noteClock(c, row, before, now);
            return new Receipt(row, !duplicate, null);
        });
    }

    /** The time that the last event of the same specimen and source says, if it does. */
    private static Optional<Instant> lastTime(Connection c, Event event) throws SQLException {
        return Rows.select(
                        c,
                        r -> Optional.ofNullable(Rows.instant(r, "time")),
                        "select time from event where subject = ? and source = ? order by number desc limit 1",
                        event.subject(),
                        event.source())
                .stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** What comes later counts as later, whatever clocks say; where they say otherwise the trail shows it. */
    private static void noteClock(Connection c, EventRow row, Optional<Instant> before, Instant now)
            throws SQLException {
        Instant time = row.time();
        if (time != null && before.isPresent() && time.isBefore(before.get())) {
            audit(
                    c,
                    row.number(),
                    "its time %s is before %s, that of the event before it: taken in the order of arrival"
                            .formatted(time, before.get()));
        }
        if (time != null && time.isAfter(now.plus(AHEAD))) {
            audit(c, row.number(), "its time %s is ahead of temper's clock, %s".formatted(time, now));
        }
    }

    private static boolean isSaidAgain(Connection c, Event event, String content) throws SQLException {
        return Rows.select(
                        c,
                        r -> r.getString("content").equals(content)
                                && !r.getString("state").equals(EventState.FAILED.json()),
                        "select content, state from event where subject = ? and type = ? order by number desc limit 1",
                        event.subject(),
                        event.type().text())
                .contains(true);
    }

    private static void supersede(Connection c, Event event) throws SQLException {
        List<EventRow> last = Rows.select(
                c,
                EventRows::event,
                "select * from event where subject = ? and state not in ('duplicate', 'superseded') order by number desc"
                        + " limit 1",
                event.subject());
        if (!last.isEmpty() && last.get(0).state() == EventState.ACCEPTED && replaces(event, last.get(0))) {
            String why = "superseded by event '%s' of '%s'".formatted(event.id(), event.source());
            setState(c, last.get(0).number(), EventState.SUPERSEDED, why);
            audit(c, last.get(0).number(), why);
        }
    }

    /** Measurements are never replaced; phases only if all that was said of them is said anew. */
    private static boolean replaces(Event event, EventRow before) {
        return event.type().text().equals(before.type())
                && event.type() != EventType.PROPERTY_MEASURED
                && (event.type() != EventType.PHASES_CHANGED || covers(event.data(), before.data()));
    }

    private static boolean covers(JsonNode data, JsonNode before) {
        for (Iterator<String> names = before.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!data.has(name) || !covers(data.get(name), before.get(name))) {
                return false;
            }
        }
        return true;
    }

    private static EventRow insert(
            Connection c, Event event, String content, Instant now, EventState state, @Nullable String reason)
            throws SQLException {
        EventRow row = Rows.select(
                        c,
                        EventRows::event,
                        "insert into event (source, id, hash, content, subject, type, time, received, state, reason, data)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning *",
                        event.source(),
                        event.id(),
                        event.hash(),
                        content,
                        event.subject(),
                        event.type().text(),
                        event.time() == null ? null : event.time().toEpochMilli(),
                        now,
                        state.json(),
                        reason,
                        event.data().toString())
                .get(0);
        audit(c, row.number(), reason == null ? "accepted" : state.json() + ": " + reason);
        return row;
    }

    /** How many wait. */
    public int backlog() {
        return database.read(c -> count(c, EventState.ACCEPTED));
    }

    private static int count(Connection c, EventState state) throws SQLException {
        return Rows.select(c, r -> r.getInt(1), "select count(*) from event where state = ?", state.json())
                .get(0);
    }

    /** Events whose run was cut short wait again. */
    void recover() {
        database.write(c -> Rows.update(c, "update event set state = 'accepted' where state = 'running'"));
    }

    /** Of each specimen the first event that waits, in the order of acceptance. */
    List<EventRow> heads() {
        return database.read(c -> Rows.select(
                c,
                EventRows::event,
                "select * from event where number in (select min(number) from event where state = 'accepted' group by"
                        + " subject) order by number"));
    }

    /** An event that waits and is the next of its specimen, with what is known of that once the event is. */
    record Waiting(EventRow event, Specimen specimen) {}

    /** Empty if the event does not wait any more, or if another of its specimen does, before it. */
    Optional<Waiting> next(long number) {
        return database
                .read(c -> {
                    List<Waiting> waiting = new ArrayList<>();
                    for (EventRow event : Rows.select(
                            c,
                            EventRows::event,
                            "select * from event e where number = ? and state = 'accepted' and not exists (select 1 from event"
                                    + " where subject = e.subject and state = 'accepted' and number < e.number)",
                            number)) {
                        waiting.add(
                                new Waiting(event, specimen(c, event.subject()).after(event)));
                    }
                    return waiting;
                })
                .stream()
                .findFirst();
    }

    /** Keeps what the surrogate says of an event. */
    void predicted(long number, JsonNode prediction) {
        database.write(c -> {
            int first = Rows.update(
                    c,
                    "update event set prediction = ? where number = ? and prediction is null",
                    prediction.toString(),
                    number);
            return first == 0 ? 0 : audit(c, number, "predicted");
        });
    }

    /** Begins the run of an event, or goes on with it; what the event says of its specimen counts from now. */
    Specimen begin(EventRow event, Instant now) {
        return database.write(c -> {
            int taken = Rows.update(
                    c, "update event set state = 'running' where number = ? and state = 'accepted'", event.number());
            if (taken == 0) {
                throw new IllegalStateException("event %d does not wait any more".formatted(event.number()));
            }
            int begun = Rows.update(
                    c,
                    "insert into event_run (event, subject, what, state, started) values (?, ?, ?, 'running', ?)"
                            + " on conflict (event) do nothing",
                    event.number(),
                    event.subject(),
                    EventType.parse(event.type()).name().toLowerCase(java.util.Locale.ROOT),
                    now);
            audit(c, event.number(), begun == 1 ? "its run begins" : "its run goes on after an interruption");
            Specimen specimen = specimen(c, event.subject()).after(event);
            write(c, specimen);
            return specimen;
        });
    }

    private static void write(Connection c, Specimen specimen) throws SQLException {
        Rows.update(
                c,
                "insert into specimen (name, microstructure, hard, soft, target) values (?, ?, ?, ?, ?) on conflict (name) do"
                        + " update set microstructure = excluded.microstructure, hard = excluded.hard, soft = excluded.soft,"
                        + " target = excluded.target",
                specimen.name(),
                specimen.microstructure(),
                specimen.phases().hard().toString(),
                specimen.phases().soft().toString(),
                EventReader.JSON.valueToTree(specimen.target()).toString());
    }

    static Specimen specimen(Connection c, String name) throws SQLException {
        return Rows.select(
                        c,
                        r -> new Specimen(
                                r.getString("name"),
                                r.getString("microstructure"),
                                new Phases(Phase.parse(r.getString("hard")), Phase.parse(r.getString("soft"))),
                                EventRows.target(r.getString("target"))),
                        "select * from specimen where name = ?",
                        name)
                .stream()
                .findFirst()
                .orElseGet(() -> Specimen.unknown(name));
    }

    /** Specimens with a microstructure. */
    List<String> specimens() {
        return database.read(c -> Rows.select(
                c, r -> r.getString(1), "select name from specimen where microstructure is not null order by name"));
    }

    /** Ends a run: its result, its event's state and what is handed on are one transaction. */
    void end(EventRow event, Outcome outcome, Instant now, ResultOutbox outbox, @Nullable Path folder) {
        String state = outcome.failure() == null ? "done" : "failed";
        database.write(c -> {
            int ended = Rows.update(
                    c,
                    "update event_run set state = ?, ended = ?, basis = ?, result = ? where event = ? and state = 'running'",
                    state,
                    now,
                    outcome.basis(),
                    outcome.result().toString(),
                    event.number());
            if (ended == 0) {
                return false; // an attempt before this one was committed, but its answer was lost
            }
            setState(c, event.number(), EventState.parse(state), outcome.failure());
            if (outcome.discrepancy() != null) {
                insert(c, event, outcome.discrepancy(), now);
            }
            for (String subject : outcome.stale()) {
                insertStale(c, event, subject, now);
            }
            if (outcome.failure() == null) {
                outbox.put(c, result(event, outcome, now, folder));
            }
            audit(c, event.number(), outcome.failure() == null ? "its run is done" : "failed: " + outcome.failure());
            return true;
        });
    }

    private static LabResult result(EventRow event, Outcome outcome, Instant now, @Nullable Path folder) {
        String kind = outcome.discrepancy() != null
                ? "discrepancy"
                : outcome.result().has("simulation") ? "simulation" : "prediction";
        return new LabResult(
                "run-" + event.number(),
                kind,
                event.subject(),
                now,
                outcome.result().toString(),
                folder);
    }

    private static void insert(Connection c, EventRow event, Discrepancy d, Instant now) throws SQLException {
        Rows.update(
                c,
                "insert into discrepancy (event, subject, property, measured, measured_uncertainty, simulated,"
                        + " simulated_uncertainty, time) values (?, ?, ?, ?, ?, ?, ?, ?)",
                event.number(),
                event.subject(),
                d.property().name(),
                d.measured(),
                d.measuredUncertainty(),
                d.simulated(),
                d.simulatedUncertainty(),
                now);
    }

    private static void insertStale(Connection c, EventRow cause, String subject, Instant now) throws SQLException {
        var data = EventReader.JSON
                .createObjectNode()
                .put("event", cause.number())
                .put("changed", cause.type() + " " + cause.subject());
        String hash = EventReader.hash(EventType.SPECIMEN_STALE, subject, null, data);
        String id = "event-%d-%s"
                .formatted(cause.number(), EventReader.sha256(subject).substring(0, 16));
        Event stale = new Event(OWN_SOURCE, id, EventType.SPECIMEN_STALE, subject, null, data, hash);
        insert(c, stale, hash, now, EventState.ACCEPTED, null);
    }

    private static void setState(Connection c, long number, EventState state, @Nullable String reason)
            throws SQLException {
        Rows.update(c, "update event set state = ?, reason = ? where number = ?", state.json(), reason, number);
    }

    private static int audit(Connection c, long event, String what) throws SQLException {
        return Rows.update(c, "insert into audit (event, time, what) values (?, ?, ?)", event, Instant.now(), what);
    }
}
