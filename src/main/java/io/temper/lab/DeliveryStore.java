package io.temper.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temper.store.Database;
import io.temper.store.Rows;
import io.temper.store.StoreException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The deliveries of a database. Every method throws {@link StoreException} if it does not answer. */
public final class DeliveryStore {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ALL =
            "select d.*, r.kind, r.subject, r.taken, r.json, r.folder from delivery d join lab_result r on r.id = d.result";

    private final Database database;

    public DeliveryStore(Database database) {
        this.database = database;
    }

    /** The one that a sink gets next; empty if it has all. */
    public Optional<Delivery> next(String sink) {
        return select(" where d.sink = ? and d.state = 'waiting' order by d.id limit 1", sink).stream()
                .findFirst();
    }

    public Optional<Delivery> find(long id) {
        return select(" where d.id = ?", id).stream().findFirst();
    }

    /**
     * Newest first.
     *
     * @param state null for all
     * @param sink null for all
     * @param before only those with a lower id
     * @param limit most of them
     */
    public List<Delivery> list(Delivery.@Nullable State state, @Nullable String sink, long before, int limit) {
        StringBuilder where = new StringBuilder(" where d.id < ?");
        List<Object> values = new ArrayList<>(List.of(before));
        if (state != null) {
            where.append(" and d.state = ?");
            values.add(state.json());
        }
        if (sink != null) {
            where.append(" and d.sink = ?");
            values.add(sink);
        }
        values.add(limit);
        return select(where + " order by d.id desc limit ?", values.toArray());
    }

    /** How many wait for a sink. */
    public long backlog(String sink) {
        return database.read(c -> Rows.select(
                        c,
                        r -> r.getLong(1),
                        "select count(*) from delivery where sink = ? and state = 'waiting'",
                        sink))
                .get(0);
    }

    /** Keeps what the other side answered, so that the next attempt goes on from there. */
    void know(long id, Map<String, String> known) {
        String json = write(known);
        database.write(c -> Rows.update(c, "update delivery set known = ? where id = ?", json, id));
    }

    /** An attempt begins: counted before anything is sent, so that the one after a kill knows that it is not the first. */
    void begun(long id) {
        database.write(c -> Rows.update(c, "update delivery set attempts = attempts + 1 where id = ?", id));
    }

    /** An attempt failed; there will be another. */
    void failed(long id, String reason) {
        database.write(c -> Rows.update(c, "update delivery set reason = ? where id = ?", reason, id));
    }

    /** The last attempt: taken, or refused with a reason. */
    void end(long id, Delivery.State state, @Nullable String reason) {
        Instant now = Instant.now();
        database.write(c -> Rows.update(
                c, "update delivery set state = ?, reason = ?, ended = ? where id = ?", state.json(), reason, now, id));
    }

    /**
     * Puts a delivery that has ended back into its place in the order; what the other side answered is forgotten.
     *
     * @return false if it waits anyway
     */
    boolean replay(long id) {
        return database.write(c -> Rows.update(
                        c,
                        "update delivery set state = 'waiting', known = '{}', reason = null, ended = null"
                                + " where id = ? and state <> 'waiting'",
                        id))
                > 0;
    }

    private List<Delivery> select(String rest, Object... values) {
        return database.read(c -> Rows.select(c, DeliveryStore::delivery, ALL + rest, values));
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        String folder = row.getString("folder");
        LabResult result = new LabResult(
                row.getString("result"),
                row.getString("kind"),
                row.getString("subject"),
                Instant.ofEpochMilli(row.getLong("taken")),
                row.getString("json"),
                folder == null ? null : Path.of(folder));
        return new Delivery(
                row.getLong("id"),
                result,
                row.getString("sink"),
                Delivery.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getInt("attempts"),
                row.getString("reason"),
                read(row.getString("known")),
                Instant.ofEpochMilli(row.getLong("created")),
                Rows.instant(row, "ended"));
    }

    private static Map<String, String> read(String json) {
        try {
            return new HashMap<>(JSON.readValue(json, new TypeReference<Map<String, String>>() {}));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database holds what cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    private static String write(Map<String, String> known) {
        try {
            return JSON.writeValueAsString(known);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings are always JSON", e);
        }
    }
}
