package io.temper.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.temper.events.EventRefusedException.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads CloudEvents 1.0 in structured JSON, as {@code schema/event.schema.json} has them. */
public final class EventReader {
    static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private final JsonSchema schema;

    public EventReader() {
        try (InputStream in = EventReader.class.getResourceAsStream("schema/event.schema.json")) {
            schema = JsonSchemaFactory.getInstance(VersionFlag.V202012)
                    .getSchema(Objects.requireNonNull(in, "the schema is missing from temper's jar"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws EventRefusedException if it is no JSON */
    public static JsonNode json(String raw) throws EventRefusedException {
        try {
            return JSON.readTree(raw);
        } catch (JsonProcessingException e) {
            throw new EventRefusedException(Fault.MALFORMED, "no JSON: " + e.getOriginalMessage());
        }
    }

    /** @throws EventRefusedException with the schema's complaint, if it does not fit */
    public Event read(JsonNode json) throws EventRefusedException {
        String faults = schema.validate(json).stream()
                .map(EventReader::complaint)
                .limit(3)
                .collect(Collectors.joining("; "));
        if (!faults.isEmpty() || !(json.path("data") instanceof ObjectNode sent)) {
            throw new EventRefusedException(Fault.MALFORMED, faults.isEmpty() ? "the event has no data" : faults);
        }
        Instant time = time(json.get("time"));
        EventType type = EventType.parse(json.get("type").textValue());
        String subject = json.get("subject").textValue();
        ObjectNode data = sent.deepCopy();
        Units.toGPa(data);
        return new Event(
                json.get("source").textValue(),
                json.get("id").textValue(),
                type,
                subject,
                time,
                data,
                hash(type, subject, time, sent));
    }

    /** What the schema wants, and of what is short enough the value that is there instead. */
    private static String complaint(ValidationMessage message) {
        JsonNode found = message.getInstanceNode();
        return found == null || !found.isValueNode() || found.asText().length() > 100
                ? message.getMessage()
                : message.getMessage() + ", but is " + found;
    }

    private static @Nullable Instant time(@Nullable JsonNode time) throws EventRefusedException {
        try {
            return time == null ? null : OffsetDateTime.parse(time.textValue()).toInstant();
        } catch (DateTimeException e) {
            throw new EventRefusedException(
                    Fault.MALFORMED,
                    "time '%s' is no date and time with its offset, such as 2026-11-23T02:00:00Z"
                            .formatted(time == null ? "" : time.textValue()));
        }
    }

    /** SHA-256 of what an event says, whatever the order of its keys. */
    static String hash(EventType type, String subject, @Nullable Instant time, JsonNode data) {
        Map<String, Object> all = new TreeMap<>();
        all.put("type", type.text());
        all.put("subject", subject);
        all.put("time", String.valueOf(time));
        try {
            all.put("data", JSON.treeToValue(data, Object.class));
            return sha256(JSON.writeValueAsBytes(all));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was read as JSON is JSON", e);
        }
    }

    /** In hexadecimal. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    static String sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }
}
