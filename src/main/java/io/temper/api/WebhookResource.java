package io.temper.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temper.app.EventService;
import io.temper.app.EventSettings;
import io.temper.events.EventReader;
import io.temper.events.EventRefusedException;
import io.temper.events.EventRefusedException.Fault;
import io.temper.events.Receipt;
import io.temper.events.Signature;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/**
 * Events that another service sends by itself: signed, and not older than a window. The body is a CloudEvent, or as Tiled sends it with
 * {@code type}, {@code subject} and {@code data} of one in {@code metadata.temper}.
 */
@Path("/webhooks")
@Produces(MediaType.APPLICATION_JSON)
public class WebhookResource {
    private final EventService events;
    private final EventSettings settings;

    WebhookResource(EventService events, EventSettings settings) {
        this.events = events;
        this.settings = settings;
    }

    @POST
    @Path("{name}")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Tell of an event, signed by HMAC-SHA256 over the body")
    @APIResponse(responseCode = "202", description = "kept")
    @APIResponse(responseCode = "200", description = "known already: delivered again")
    @APIResponse(responseCode = "401", description = "not signed, wrongly signed or stale (problem+json)")
    public Response add(@PathParam("name") String name, @Context HttpHeaders headers, byte[] body) {
        EventSettings.Webhook sender = settings.webhooks().get(name);
        if (sender == null) {
            throw Problem.notFound("there is no webhook '%s': set temper.events.webhook.NAME.secret".formatted(name));
        }
        String raw = new String(body, StandardCharsets.UTF_8);
        String origin = "POST /webhooks/" + name;
        try {
            if (!Signature.isOf(body, sender.secret(), headers.getHeaderString(sender.signatureHeader()))) {
                throw untrusted("%s is not the signature of this body".formatted(sender.signatureHeader()));
            }
            JsonNode json = EventReader.json(raw);
            checkTime(json, sender.window());
            String event = event(json, name, headers.getHeaderString(sender.idHeader()), sender);
            return EventsResource.answer(events.office().events().offer(event, origin));
        } catch (EventRefusedException e) {
            // what an unknown sender writes is not kept: anybody could fill the disk
            String kept = e.fault() == Fault.UNTRUSTED ? "" : raw;
            Receipt receipt = events.office().events().refuse(kept, origin, e);
            return EventsResource.answer(receipt);
        }
    }

    /** The time is in the body, which is signed; a header would not be. */
    private static void checkTime(JsonNode json, Duration window) throws EventRefusedException {
        String text = json.path("time").asText(json.path("timestamp").asText(""));
        try {
            Duration age = Duration.between(OffsetDateTime.parse(text).toInstant(), Instant.now());
            if (age.abs().compareTo(window) > 0) {
                throw untrusted("its time %s is %d s from now, over the %d s of its window: check both clocks"
                        .formatted(text, age.toSeconds(), window.toSeconds()));
            }
        } catch (DateTimeException e) {
            throw untrusted("its time '%s' is no date and time with its offset".formatted(text));
        }
    }

    private static String event(JsonNode json, String name, @Nullable String id, EventSettings.Webhook sender)
            throws EventRefusedException {
        if (json.has("specversion")) {
            return json.toString();
        }
        if (id == null || !(json.at("/metadata/temper") instanceof ObjectNode told)) {
            throw new EventRefusedException(
                    Fault.MALFORMED,
                    "give a CloudEvent, or header %s and type, subject and data in metadata.temper"
                            .formatted(sender.idHeader()));
        }
        ObjectNode event = told.deepCopy();
        return event.put("specversion", "1.0")
                .put("id", id)
                .put("source", "webhook:" + name)
                .put("time", json.path("timestamp").asText())
                .toString();
    }

    private static EventRefusedException untrusted(String why) {
        return new EventRefusedException(Fault.UNTRUSTED, why);
    }
}
