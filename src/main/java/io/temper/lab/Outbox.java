package io.temper.lab;

import io.temper.store.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Where results are left for the lab data systems, in the transaction that records them: both are kept, or neither. */
public final class Outbox {
    private final List<String> sinks;

    /** @param sinks names of those that are told */
    public Outbox(List<String> sinks) {
        this.sinks = List.copyOf(sinks);
    }

    /**
     * Leaves a result for every sink. One that was left before, by its id, is not left again.
     *
     * @param c in a transaction, which this neither commits nor rolls back
     */
    public void put(Connection c, LabResult r) throws SQLException {
        if (sinks.isEmpty()) {
            return;
        }
        int isNew = Rows.update(
                c,
                "insert into lab_result (id, kind, subject, taken, json, folder) values (?, ?, ?, ?, ?, ?)"
                        + " on conflict (id) do nothing",
                r.id(),
                r.kind(),
                r.subject(),
                r.time(),
                r.json(),
                r.folder() == null ? null : r.folder().toString());
        if (isNew == 0) {
            return;
        }
        Rows.update(c, "update delivery_number set last = last + ?", sinks.size());
        long last = Rows.select(c, row -> row.getLong(1), "select last from delivery_number")
                .get(0);
        for (int i = 0; i < sinks.size(); i++) {
            Rows.update(
                    c,
                    "insert into delivery (id, result, sink, state, attempts, known, created)"
                            + " values (?, ?, ?, 'waiting', 0, '{}', ?)",
                    last - sinks.size() + 1 + i,
                    r.id(),
                    sinks.get(i),
                    Instant.now());
        }
    }
}
