package io.temper.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;

/**
 * The steps of a delivery to eLabFTW, version 2 of its API: an experiment is created, described, and gets files. What was answered
 * is remembered after each step, so that another attempt goes on from there.
 */
@Named("elabftw")
@Singleton
public class ELabFtw {
    private static final Pattern PLACE = Pattern.compile(".*/experiments/(\\d+)/?");

    /** The body's {@code content_type}; without it the user's preference, which may be Markdown. */
    private static final int HTML = 1;

    /** A longer title is cut by eLabFTW, and the id, which stands at its end, would be lost. */
    private static final int LONGEST_TITLE = 255;

    /** As eLabFTW keeps it: one line, neither cut nor trimmed. */
    private static String title(Exchange exchange) {
        LabResult result = Request.attempt(exchange).getResult();
        String id = " (" + result.id().replaceAll("\\s+", " ") + ")";
        return result.title(LONGEST_TITLE - id.length()) + id;
    }

    private static String place(Exchange exchange) {
        return "/experiments/" + Request.attempt(exchange).known("experiment");
    }

    /**
     * {@code GET /experiments}: the experiment of an attempt whose answer was lost. Only the key's own, neither archived nor
     * deleted. A search without the field would be for words, which an id is not; what would end the quotes is any one character.
     */
    public void find(Exchange exchange) {
        String id = Request.attempt(exchange).getResult().id().replaceAll("\\s+|[\"\\\\]", "_");
        String query = URLEncoder.encode("title:\"" + id + "\"", StandardCharsets.UTF_8);
        Request.empty(exchange, "GET", "/experiments", "q=%s&scope=1&order=id&sort=asc&limit=100".formatted(query));
    }

    /** Other titles may contain the id; the whole title says which experiment it is. */
    public void found(Exchange exchange) throws IOException {
        JsonNode experiments = Request.answer(exchange);
        if (experiments == null || !experiments.isArray()) {
            throw new IOException("eLabFTW answered a search for an experiment without a list");
        }
        for (JsonNode experiment : experiments) {
            JsonNode id = experiment.path("id");
            if (id.isIntegralNumber() && experiment.path("title").asText().equals(title(exchange))) {
                Request.attempt(exchange).remember("experiment", id.asText());
                return;
            }
        }
    }

    /** {@code POST /experiments}. */
    public void create(Exchange exchange) {
        Request.json(
                exchange,
                "POST",
                "/experiments",
                Request.JSON.createObjectNode().put("title", title(exchange)));
    }

    /** Only the number of the Location counts: the key goes nowhere but where it was meant for. */
    public void created(Exchange exchange) throws IOException {
        String location = exchange.getMessage().getHeader("Location", "", String.class);
        Matcher place = PLACE.matcher(location);
        if (!place.matches()) {
            throw new IOException(
                    "eLabFTW answered the creation of an experiment with the Location '%s', which names none"
                            .formatted(location));
        }
        Request.attempt(exchange).remember("experiment", place.group(1));
    }

    /** {@code PATCH /experiments/ID}: title, body and metadata, whose fields have units. */
    public void describe(Exchange exchange) throws IOException {
        JsonNode result = Request.result(exchange);
        ObjectNode metadata = Request.JSON.createObjectNode();
        ObjectNode fields = metadata.putObject("extra_fields");
        for (Quantity q : Quantity.of(result)) {
            ObjectNode field = fields.putObject(q.name()).put("type", "number").put("value", String.valueOf(q.value()));
            if (!q.unit().isEmpty()) {
                field.put("unit", q.unit()).putArray("units").add(q.unit());
            }
        }
        fields.putObject("temper id")
                .put("type", "text")
                .put("value", Request.attempt(exchange).getResult().id());
        String text = Request.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(result);
        String body = "<pre>" + text.replace("&", "&amp;").replace("<", "&lt;") + "</pre>";
        Request.json(
                exchange,
                "PATCH",
                place(exchange),
                Request.JSON
                        .createObjectNode()
                        .put("title", title(exchange))
                        .put("content_type", HTML)
                        .put("body", body)
                        .put("metadata", Request.JSON.writeValueAsString(metadata)));
    }

    /** Files that are not there yet. */
    public List<Path> files(Exchange exchange) throws IOException {
        Attempt attempt = Request.attempt(exchange);
        return ResultFiles.of(attempt.getResult().folder()).stream()
                .filter(f -> attempt.known("file " + f.getFileName()) == null)
                .toList();
    }

    /** {@code POST /experiments/ID/uploads}. Body: a file. */
    public void attach(Exchange exchange) throws org.apache.camel.InvalidPayloadException {
        Path file = exchange.getMessage().getMandatoryBody(Path.class);
        exchange.setVariable("file", file.getFileName().toString());
        Request.file(exchange, place(exchange) + "/uploads", file);
    }

    public void attached(Exchange exchange) {
        Request.attempt(exchange).remember("file " + exchange.getVariable("file", String.class), "uploaded");
    }
}
