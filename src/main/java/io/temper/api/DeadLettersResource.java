package io.temper.api;

import io.temper.app.EventService;
import io.temper.events.DeadLetter;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** What was refused. */
@Path("/dead-letters")
@Produces(MediaType.APPLICATION_JSON)
public class DeadLettersResource {
    private final EventService events;

    DeadLettersResource(EventService events) {
        this.events = events;
    }

    @GET
    @Operation(summary = "What was refused and why, newest first, page by page")
    public EventsResource.Page<DeadLetter> letters(
            @QueryParam("limit") @DefaultValue("50") int limit, @QueryParam("before") @Nullable Long before) {
        EventsResource.check(limit);
        return EventsResource.page(
                "/dead-letters", events.office().queries().letters(before, limit), limit, DeadLetter::number, "");
    }

    @POST
    @Path("{number: [0-9]+}/replay")
    @Operation(summary = "Take a dead letter again, once what it was refused for is mended")
    @APIResponse(responseCode = "202", description = "kept; Location is its event's address")
    @APIResponse(responseCode = "422", description = "refused again (problem+json)")
    public Response replay(@PathParam("number") long number) {
        DeadLetter letter = events.office()
                .queries()
                .letter(number)
                .orElseThrow(() -> Problem.notFound("there is no dead letter %d".formatted(number)));
        return EventsResource.answer(events.office().events().replay(letter));
    }
}
