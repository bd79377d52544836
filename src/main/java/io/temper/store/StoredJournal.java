package io.temper.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.temper.design.DesignReport;
import io.temper.design.DesignStatus;
import io.temper.design.Journal;
import io.temper.design.JournalException;
import io.temper.design.Step;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The journal of one design in the database. While the database is locked or away, it waits. */
final class StoredJournal implements Journal {
    private static final System.Logger LOG = System.getLogger(StoredJournal.class.getName());
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Database database;
    private final String design;
    private final Duration patience;
    private final DesignEnd end;
    private final StepCodec codec = new StepCodec();

    private record StepRow(int number, long taken, double seconds, StepCodec.Row row) {}

    StoredJournal(Database database, String design, Duration patience, DesignEnd end) {
        this.database = database;
        this.design = design;
        this.patience = patience;
        this.end = end;
    }

    @Override
    public List<Entry> entries() {
        try {
            return database
                    .read(c -> Rows.select(
                            c,
                            r -> new StepRow(
                                    r.getInt("number"),
                                    r.getLong("taken"),
                                    r.getDouble("seconds"),
                                    new StepCodec.Row(
                                            r.getString("kind"), r.getString("payload"), r.getBytes("field"))),
                            "select * from design_step where design = ? order by number",
                            design))
                    .stream()
                    .map(s -> new Entry(
                            s.number(), Instant.ofEpochMilli(s.taken()), s.seconds(), codec.read(s.number(), s.row())))
                    .toList();
        } catch (StoreException | UncheckedIOException e) {
            throw new JournalException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void append(List<Entry> entries, DesignReport after) {
        List<StepRow> rows = entries.stream()
                .map(e -> new StepRow(
                        e.number(), e.time().toEpochMilli(), e.seconds(), codec.write(e.number(), e.step())))
                .toList();
        String report = json(after);
        long start = System.nanoTime();
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                database.write(c -> append(c, entries, rows, after, report));
                return;
            } catch (StoreException e) {
                if (!e.isPassing() || System.nanoTime() - start > patience.toNanos()) {
                    throw new JournalException(String.valueOf(e.getMessage()), e);
                }
                LOG.log(System.Logger.Level.WARNING, "design {0} waits: {1}", design, e.getMessage());
                sleep(pause, e);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }

    private static void sleep(Duration pause, StoreException e) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new JournalException(String.valueOf(e.getMessage()), e);
        }
    }

    private boolean append(Connection c, List<Entry> entries, List<StepRow> rows, DesignReport after, String report)
            throws SQLException {
        if (isKept(c, rows.get(0).number())) {
            return false; // an attempt before this one was committed, but its answer was lost
        }
        for (StepRow row : rows) {
            Rows.update(
                    c,
                    "insert into design_step (design, number, kind, taken, seconds, payload, field) values (?, ?, ?, ?, ?, ?, ?)",
                    design,
                    row.number(),
                    row.row().kind(),
                    row.taken(),
                    row.seconds(),
                    row.row().payload(),
                    row.row().field());
        }
        Rows.update(
                c,
                "insert into design_report (design, report) values (?, ?) on conflict (design) do update set report = excluded.report",
                design,
                report);
        summarise(c, entries, after);
        if (after.status().isFinal()) {
            Rows.update(c, "update design_step set field = null where design = ? and field is not null", design);
            end.ended(c, after, report);
        }
        return true;
    }

    private boolean isKept(Connection c, int number) throws SQLException {
        return !Rows.select(c, r -> 1, "select 1 from design_step where design = ? and number = ?", design, number)
                .isEmpty();
    }

    private void summarise(Connection c, List<Entry> entries, DesignReport after) throws SQLException {
        Instant started = time(entries, Step.Started.class);
        Instant ended = time(entries, Step.Ended.class);
        int changed = Rows.update(
                c,
                "update design set status = ?, reason = ?, evaluations = ?, seconds = ?, best_error = ?"
                        + (started == null ? "" : ", started = " + started.toEpochMilli())
                        + (ended == null ? "" : ", ended = " + ended.toEpochMilli())
                        + " where id = ? and status not in ('succeeded', 'stopped', 'failed', 'cancelled')",
                after.status() == DesignStatus.QUEUED ? DesignStatus.RUNNING : after.status(),
                after.reason(),
                after.evaluations(),
                after.seconds(),
                after.bestError(),
                design);
        if (changed == 0) {
            throw new IllegalStateException("design %s is not in the database, or has ended there".formatted(design));
        }
    }

    private static @Nullable Instant time(List<Entry> entries, Class<? extends Step> type) {
        return entries.stream()
                .filter(e -> type.isInstance(e.step()))
                .map(Entry::time)
                .findFirst()
                .orElse(null);
    }

    private static String json(DesignReport report) {
        try {
            return StepCodec.JSON.writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report is always JSON", e);
        }
    }
}
