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
 * The steps of a delivery to openBIS, version 3 of its API over JSON-RPC: log in, and create a sample whose code is made of the result's
 * id, so that another attempt finds it there.
 */
@Named("openbis")
@Singleton
public class OpenBis {
    private static final int LONGEST_CODE = 60;
    private static final int LONGEST_NAME = 255;
    private static final String PATH = "/openbis/openbis/rmi-application-server-v3.json";

    private static ArrayNode call(Exchange exchange, String method) {
        ObjectNode call = Request.JSON
                .createObjectNode()
                .put("jsonrpc", "2.0")
                .put("id", "1")
                .put("method", method);
        ArrayNode parameters = call.putArray("params");
        exchange.setProperty("call", call);
        return parameters;
    }

    private static void send(Exchange exchange) {
        Request.json(exchange, "POST", PATH, exchange.getProperty("call", ObjectNode.class));
    }

    /** {@code login}; the sink's key is the password. */
    public void login(Exchange exchange, String user) {
        call(exchange, "login").add(user).add(Request.attempt(exchange).getKey());
        send(exchange);
    }

    /** A session token; none means that user and password are not known. */
    public void loggedIn(Exchange exchange) throws IOException {
        JsonNode token = Request.answer(exchange).path("result");
        if (!token.isTextual()) {
            throw new SinkClosedException("openBIS does not let this user and password in");
        }
        exchange.setVariable("token", token.textValue());
    }

    /**
     * {@code createSamples}.
     *
     * @param type of the sample, which has both properties
     * @param space where it is made
     * @param property that takes the result's JSON
     * @param name property that takes the title: {@code $NAME}, or {@code NAME} since openBIS 7
     */
    public void create(Exchange exchange, String type, String space, String property, String name) {
        LabResult result = Request.attempt(exchange).getResult();
        ArrayNode parameters = call(exchange, "createSamples").add(exchange.getVariable("token", String.class));
        ObjectNode sample = parameters.addArray().addObject().put("@type", "as.dto.sample.create.SampleCreation");
        sample.putObject("typeId")
                .put("@type", "as.dto.entitytype.id.EntityTypePermId")
                .put("permId", type);
        sample.putObject("spaceId").put("@type", "as.dto.space.id.SpacePermId").put("permId", space);
        sample.put("code", result.name("temper-", LONGEST_CODE).toUpperCase(Locale.ROOT));
        sample.putObject("properties").put(name, result.title(LONGEST_NAME)).put(property, result.json());
        send(exchange);
    }

    /** A sample of this code that is there already is the one of an attempt whose answer was lost. */
    public void created(Exchange exchange) throws IOException {
        JsonNode answer = Request.answer(exchange);
        String error = answer.path("error").path("message").asText("");
        if (error.contains("already exists")) {
            return;
        }
        if (!error.isEmpty()) {
            throw new RefusedException("openBIS: " + error.replaceAll("\\s+", " "));
        }
        if (answer.path("result").isEmpty()) {
            throw new IOException("openBIS answered createSamples with no sample");
        }
    }
}
