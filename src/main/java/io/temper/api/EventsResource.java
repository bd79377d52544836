package io.temper.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temper.app.EventService;
import io.temper.events.Audit;
import io.temper.events.EventReader;
import io.temper.events.EventRefusedException;
import io.temper.events.EventRow;
import io.temper.events.EventState;
import io.temper.events.Receipt;
import io.temper.events.RunRow;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Events over HTTP: CloudEvents 1.0, structured, batched or binary. */
@Path("/events")
@Produces(MediaType.APPLICATION_JSON)
public class EventsResource {
    static final int MOST = 200;
    private static final int BATCH = 1000;
    private static final String ORIGIN = "POST /events";
    private static final String BINARY = "ce-";

    private final EventService events;

    EventsResource(EventService events) {
        this.events = events;
    }

    /** An event with its audit trail and its run, which there is at most one of. */
    record View(EventRow event, List<Audit> trail, List<RunRow> runs) {}

    /** A page, newest first. @param next address of the page after this one; null if this is the last */
    record Page<T>(List<T> items, @Nullable String next) {}

    /** What became of one of a batch. */
    record Answer(
            int status,
            @Nullable Long event,
            @Nullable String state,
            @Nullable String detail) {}

    @POST
    @Consumes({MediaType.APPLICATION_JSON, "application/cloudevents+json", "application/cloudevents-batch+json"})
    @Operation(summary = "Tell of an event, or of up to 1,000 at once")
    @APIResponse(responseCode = "202", description = "kept; Location is its address. Of a batch: what became of each")
    @APIResponse(responseCode = "200", description = "known already")
    @APIResponse(responseCode = "400", description = "not as the schema has it (problem+json)")
    @APIResponse(responseCode = "409", description = "the id was used for other content (problem+json)")
    @APIResponse(responseCode = "422", description = "what cannot be, such as a file that is missing (problem+json)")
    @APIResponse(responseCode = "429", description = "too many wait; Retry-After says when to try (problem+json)")
    public Response add(@Context HttpHeaders headers, @Nullable String body) {
        String raw = body == null ? "" : body;
        JsonNode json;
        try {
            json = EventReader.json(raw);
        } catch (EventRefusedException e) {
            return answer(events.office().events().offer(raw, ORIGIN));
        }
        if (headers.getHeaderString("ce-specversion") != null) {
            return answer(events.office().events().offer(binary(headers, json).toString(), ORIGIN));
        }
        return json instanceof ArrayNode batch
                ? batch(batch)
                : answer(events.office().events().offer(raw, ORIGIN));
    }

    private static ObjectNode binary(HttpHeaders headers, JsonNode data) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        headers.getRequestHeaders().forEach((name, values) -> {
            String key = name.toLowerCase(Locale.ROOT);
            if (key.startsWith(BINARY)) {
                event.put(key.substring(BINARY.length()), values.get(0));
            }
        });
        event.put("datacontenttype", MediaType.APPLICATION_JSON);
        event.set("data", data);
        return event;
    }

    private Response batch(ArrayNode batch) {
        if (batch.isEmpty() || batch.size() > BATCH) {
            throw Problem.badRequest("a batch of %d events: give 1 to %d".formatted(batch.size(), BATCH));
        }
        List<Answer> answers = new ArrayList<>();
        for (JsonNode one : batch) {
            answers.add(one(one));
        }
        return Response.accepted(answers).build();
    }

    private Answer one(JsonNode event) {
        try {
            Receipt receipt = events.office().events().offer(event.toString(), ORIGIN);
            EventRow row = receipt.event();
            return row == null
                    ? new Answer(status(Objects.requireNonNull(receipt.refusal())), null, null, receipt.reason())
                    : new Answer(
                            receipt.isNew() ? 202 : 200,
                            row.number(),
                            row.state().json(),
                            row.reason());
        } catch (java.util.concurrent.RejectedExecutionException e) {
            return new Answer(429, null, null, e.getMessage());
        }
    }

    private static int status(EventRefusedException refusal) {
        return switch (refusal.fault()) {
            case MALFORMED -> 400;
            case IMPOSSIBLE -> 422;
            case CONFLICT -> 409;
            case UNTRUSTED -> 401;
        };
    }

    static Response answer(Receipt receipt) {
        EventRow row = receipt.event();
        if (row == null) {
            EventRefusedException refusal = Objects.requireNonNull(receipt.refusal());
            Response.StatusType status =
                    status(refusal) == 422 ? Problems.UNPROCESSABLE : Status.fromStatusCode(status(refusal));
            return Problem.response(status, receipt.reason());
        }
        return Response.status(receipt.isNew() ? Status.ACCEPTED : Status.OK)
                .location(URI.create("/events/" + row.number()))
                .entity(row)
                .build();
    }

    @GET
    @Operation(summary = "The events, newest first, page by page")
    public Page<EventRow> list(
            @QueryParam("state") @Nullable String state,
            @QueryParam("subject") @Nullable String subject,
            @QueryParam("limit") @DefaultValue("50") int limit,
            @QueryParam("before") @Nullable Long before) {
        check(limit);
        EventState wanted = state == null ? null : EventState.parse(state);
        List<EventRow> rows = events.office().queries().events(wanted, subject, before, limit);
        String query = (wanted == null ? "" : "&state=" + wanted.json())
                + (subject == null
                        ? ""
                        : "&subject=" + java.net.URLEncoder.encode(subject, java.nio.charset.StandardCharsets.UTF_8));
        return page("/events", rows, limit, EventRow::number, query);
    }

    static void check(int limit) {
        if (limit < 1 || limit > MOST) {
            throw Problem.badRequest("limit %d must lie in 1..%d".formatted(limit, MOST));
        }
    }

    static <T> Page<T> page(
            String path, List<T> rows, int limit, java.util.function.ToLongFunction<T> number, String query) {
        return new Page<>(
                rows,
                rows.size() < limit
                        ? null
                        : "%s?limit=%d&before=%d%s"
                                .formatted(path, limit, number.applyAsLong(rows.get(rows.size() - 1)), query));
    }

    @GET
    @Path("{number: [0-9]+}")
    @Operation(summary = "An event with its audit trail and its run")
    public View get(@PathParam("number") long number) {
        var queries = events.office().queries();
        EventRow row =
                queries.event(number).orElseThrow(() -> Problem.notFound("there is no event %d".formatted(number)));
        return new View(row, queries.trail(number), queries.runs(number, null, 1));
    }
}
