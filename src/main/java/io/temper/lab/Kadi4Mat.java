package io.temper.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.apache.camel.Exchange;

/**
 * The steps of a delivery to Kadi4Mat: a record whose identifier is made of the result's id, with a typed extra and its unit for each
 * value.
 */
@Named("kadi4mat")
@Singleton
public class Kadi4Mat {
    /** Kadi4Mat's own limits: of an identifier, a title, a type and a description. */
    private static final int LONGEST_IDENTIFIER = 50;

    private static final int LONGEST_TITLE = 150;
    private static final int LONGEST_TYPE = 50;
    private static final int LONGEST_DESCRIPTION = 10_000;

    private static String identifier(Exchange exchange) {
        return Request.attempt(exchange).getResult().name("temper-", LONGEST_IDENTIFIER);
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
                .put("title", result.title(LONGEST_TITLE))
                .put("type", cut(result.kind(), LONGEST_TYPE))
                .put("description", cut(result.json(), LONGEST_DESCRIPTION));
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

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
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
