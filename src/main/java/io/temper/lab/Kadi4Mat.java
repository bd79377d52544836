package io.temper.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Locale;
import org.apache.camel.Exchange;

/**
 * The steps of a delivery to Kadi4Mat: a record whose identifier is made of the result's id, with a typed extra and its unit for each
 * value.
 */
@Named("kadi4mat")
@Singleton
public class Kadi4Mat {
    private static String identifier(Exchange exchange) {
        return "temper-"
                + Request.attempt(exchange)
                        .getResult()
                        .id()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9_-]", "-");
    }

    /** {@code GET /records/identifier/...}: the record of an attempt whose answer was lost. */
    public void find(Exchange exchange) {
        Request.empty(exchange, "GET", "/records/identifier/" + identifier(exchange), null);
    }

    /** Anything but a record and 404 is for the attempt after this. */
    public void found(Exchange exchange) throws IOException {
        int status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
        if (status == 200) {
            remember(exchange);
        } else if (status == 401 || status == 403) {
            throw new SinkClosedException("Kadi4Mat answered %d to a look for a record".formatted(status));
        } else if (status != 404) {
            throw new IOException("Kadi4Mat answered %d to a look for a record".formatted(status));
        }
    }

    /** {@code POST /records}. */
    public void create(Exchange exchange) {
        LabResult result = Request.attempt(exchange).getResult();
        ObjectNode record = Request.JSON
                .createObjectNode()
                .put("identifier", identifier(exchange))
                .put("title", "%s %s".formatted(result.kind(), result.subject()))
                .put("type", result.kind())
                .put("description", result.json());
        ArrayNode extras = record.putArray("extras");
        extras.addObject().put("type", "str").put("key", "temper id").put("value", result.id());
        for (Quantity q : Quantity.of(Request.result(exchange))) {
            ObjectNode extra =
                    extras.addObject().put("type", "float").put("key", q.name()).put("value", q.value());
            if (!q.unit().isEmpty()) {
                extra.put("unit", q.unit());
            }
        }
        Request.json(exchange, "POST", "/records", record);
    }

    public void created(Exchange exchange) throws IOException {
        remember(exchange);
    }

    private static void remember(Exchange exchange) throws IOException {
        JsonNode id = Request.answer(exchange).path("id");
        if (!id.isIntegralNumber()) {
            throw new IOException("Kadi4Mat answered without a record's id");
        }
        Request.attempt(exchange).remember("record", id.asText());
    }
}
