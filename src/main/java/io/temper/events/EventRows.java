package io.temper.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.temper.material.Property;
import io.temper.store.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rows of the tables as records. */
final class EventRows {
    private EventRows() {}

    static EventRow event(ResultSet row) throws SQLException {
        return new EventRow(
                row.getLong("number"),
                row.getString("source"),
                row.getString("id"),
                row.getString("subject"),
                row.getString("type"),
                Rows.instant(row, "time"),
                Instant.ofEpochMilli(row.getLong("received")),
                EventState.parse(row.getString("state")),
                row.getString("reason"),
                json(row.getString("data")),
                optional(row, "prediction"));
    }

    static RunRow run(ResultSet row) throws SQLException {
        return new RunRow(
                row.getLong("event"),
                row.getString("subject"),
                row.getString("what"),
                row.getString("state"),
                Instant.ofEpochMilli(row.getLong("started")),
                Rows.instant(row, "ended"),
                optional(row, "result"));
    }

    static DiscrepancyRow discrepancy(ResultSet row) throws SQLException {
        Discrepancy values = new Discrepancy(
                Property.parse(row.getString("property")),
                row.getDouble("measured"),
                row.getDouble("measured_uncertainty"),
                row.getDouble("simulated"),
                row.getDouble("simulated_uncertainty"));
        return new DiscrepancyRow(
                row.getLong("event"), row.getString("subject"), values, Instant.ofEpochMilli(row.getLong("time")));
    }

    static DeadLetter letter(ResultSet row) throws SQLException {
        return new DeadLetter(
                row.getLong("number"),
                Instant.ofEpochMilli(row.getLong("received")),
                row.getString("origin"),
                row.getString("reason"),
                row.getString("raw"),
                row.getString("state"));
    }

    static Map<Property, Double> target(String json) {
        Map<Property, Double> target = new TreeMap<>();
        json(json)
                .fields()
                .forEachRemaining(
                        e -> target.put(Property.parse(e.getKey()), e.getValue().doubleValue()));
        return target;
    }

    private static @Nullable JsonNode optional(ResultSet row, String column) throws SQLException {
        @Nullable String text = row.getString(column);
        return text == null ? null : json(text);
    }

    private static JsonNode json(String text) {
        try {
            return EventReader.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database holds what is no JSON: " + e.getOriginalMessage(), e);
        }
    }
}
