package io.temper.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.Metadata;
import org.jspecify.annotations.Nullable;

/**
 * First and last step of the sinks' Kamelets: a message of any route becomes an {@link Attempt}, and leaves as it came. A message
 * that is redelivered goes on with what the attempt before remembered, so that nothing is made twice.
 */
public final class ResultMessages {
    /** Most characters of an id. */
    private static final int LONGEST_ID = 200;

    @Metadata(
            description =
                    "Idempotency id of the result: the same for the same result; without it the field id of the JSON, else the exchange's id",
            javaType = "String")
    public static final String RESULT_ID = "CamelLabResultId";

    @Metadata(
            description = "Folder whose reports and voxels go along; without it none do",
            javaType = "java.nio.file.Path")
    public static final String FOLDER = "CamelLabResultFolder";

    private static final String MESSAGE = "CamelLabResultMessage";

    private String sink = "";
    private @Nullable String key;

    public void setSink(String sink) {
        this.sink = sink;
    }

    public void setKey(String key) {
        this.key = key;
    }

    /** Body: the result's JSON, an object. Leaves the exchange variable {@code attempt}. @throws RefusedException if it is none */
    public void begin(Exchange exchange) {
        Message message = exchange.getMessage();
        LabResult result = result(exchange, message);
        Attempt before = exchange.getVariable("attempt", Attempt.class);
        boolean again = before != null && before.isOf(sink, result.id());
        Map<String, String> known = again ? before.all() : new HashMap<>();
        Delivery delivery =
                new Delivery(0, result, sink, Delivery.State.WAITING, again ? 1 : 0, null, known, result.time(), null);
        exchange.setProperty(MESSAGE, message.copy());
        exchange.setVariable("attempt", new Attempt(delivery, key, (id, all) -> {}));
        message.removeHeaders("*"); // they are the route's own, not for others
        message.setBody(result.json());
    }

    /** What only a further attempt needs to know is gone, and the secret with it. */
    public void taken(Exchange exchange) {
        exchange.removeVariable("attempt");
    }

    /** The message is what it was before {@link #begin}. */
    public void end(Exchange exchange) {
        exchange.setMessage((Message) exchange.removeProperty(MESSAGE));
    }

    private static LabResult result(Exchange exchange, Message message) {
        String json = message.getBody(String.class);
        JsonNode result;
        try {
            result = Request.JSON.readTree(json == null ? "" : json);
        } catch (JsonProcessingException e) {
            throw new RefusedException("the body is no JSON: " + e.getOriginalMessage());
        }
        if (!result.isObject()) {
            throw new RefusedException("the body is no JSON object: marshal the result first");
        }
        String named = result.path("id").asText(exchange.getExchangeId());
        String id = message.getHeader(RESULT_ID, named, String.class);
        if (id.isBlank() || id.length() > LONGEST_ID) {
            throw new RefusedException(
                    "the id '%s' of a result must have 1 to %d characters".formatted(id, LONGEST_ID));
        }
        return new LabResult(
                id,
                result.path("kind").asText("result"),
                result.path("subject").asText(named),
                Instant.now(),
                String.valueOf(json),
                message.getHeader(FOLDER, Path.class));
    }
}
