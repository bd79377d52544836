package io.temper.events;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A measured property by its fields, as tables and machines have it: {@code id}, {@code subject} (the specimen), {@code property},
 * {@code value}, {@code unit}, {@code uncertainty}, and perhaps {@code measured_at} and {@code source}, or {@code fault}: why it is
 * none. What is missing or null is left out, so that whoever reads the event says so; nothing is guessed.
 */
public final class Measurement {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> DATA = List.of("property", "value", "unit", "uncertainty");

    private Measurement() {}

    /**
     * @param fields by their names; or a whole event in the field {@code event}
     * @param source of the event where the fields have none
     * @return a CloudEvent in structured JSON
     */
    public static String event(Map<String, Object> fields, String source) {
        Object whole = fields.get("event");
        if (whole != null) {
            return whole.toString();
        }
        ObjectNode event =
                JSON.createObjectNode().put("specversion", "1.0").put("type", EventType.PROPERTY_MEASURED.text());
        event.put(
                "source",
                fields.get("source") == null ? source : fields.get("source").toString());
        text(event, "id", fields.get("id"));
        text(event, "subject", fields.get("subject"));
        text(event, "time", time(fields.get("measured_at")));
        ObjectNode data = event.putObject("data");
        DATA.forEach(name -> put(data, name, fields.get(name)));
        return event.toString();
    }

    private static @Nullable Object time(@Nullable Object time) {
        if (time instanceof Timestamp t) {
            return t.toInstant();
        }
        return time instanceof OffsetDateTime t ? t.toInstant() : time;
    }

    private static void text(ObjectNode node, String name, @Nullable Object value) {
        if (value != null) {
            node.put(name, value.toString());
        }
    }

    /** Decimal, so that what was written as 35.12 stays it; a text stays a text, which is no value. */
    private static void put(ObjectNode node, String name, @Nullable Object value) {
        if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            node.put(name, new BigDecimal(number.toString()));
        } else {
            text(node, name, value);
        }
    }
}
