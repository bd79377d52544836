package io.temper.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.apache.hc.core5.http.ContentType;
import org.jspecify.annotations.Nullable;

/** Makes of an exchange what {@code http:} sends next: nothing of the answer before it but who temper is goes along. */
final class Request {
    static final ObjectMapper JSON = new ObjectMapper();

    private Request() {}

    private static Message request(Exchange exchange, String method, String path) {
        Message message = exchange.getMessage();
        message.removeHeaders("*", "Authorization");
        message.setHeader(Exchange.HTTP_METHOD, method);
        message.setHeader(Exchange.HTTP_PATH, path);
        message.setHeader("Accept", "application/json");
        return message;
    }

    static void json(Exchange exchange, String method, String path, JsonNode body) {
        Message message = request(exchange, method, path);
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        try {
            message.setBody(JSON.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is always JSON", e);
        }
    }

    /** Without a body. @param query of the address; null for none */
    static Message empty(Exchange exchange, String method, String path, @Nullable String query) {
        Message message = request(exchange, method, path);
        message.setHeader(Exchange.HTTP_QUERY, query);
        message.setBody(null);
        return message;
    }

    /** A multipart form with a file. */
    static void file(Exchange exchange, String path, Path file) {
        Message message = request(exchange, "POST", path);
        message.setBody(MultipartEntityBuilder.create()
                .addBinaryBody(
                        "file", file.toFile(), ContentType.APPLICATION_OCTET_STREAM, String.valueOf(file.getFileName()))
                .build());
    }

    static Attempt attempt(Exchange exchange) {
        return exchange.getVariable("attempt", Attempt.class);
    }

    /** What the other side answered. @throws IOException if it is no JSON, which may pass */
    static JsonNode answer(Exchange exchange) throws IOException {
        return JSON.readTree(exchange.getMessage().getBody(String.class));
    }

    /** The result's JSON. @throws RefusedException if it is no object */
    static JsonNode result(Exchange exchange) {
        try {
            return JSON.readTree(attempt(exchange).getResult().json());
        } catch (JsonProcessingException e) {
            throw new RefusedException("the result is no JSON: " + e.getOriginalMessage());
        }
    }
}
