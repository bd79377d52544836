package io.temper.api;

import io.temper.app.EventService;
import io.temper.events.RunRow;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What events have done. */
@Path("/runs")
@Produces(MediaType.APPLICATION_JSON)
public class RunsResource {
    private final EventService events;

    RunsResource(EventService events) {
        this.events = events;
    }

    @GET
    @Operation(summary = "The runs of events, newest first, page by page")
    public EventsResource.Page<RunRow> runs(
            @QueryParam("limit") @DefaultValue("50") int limit, @QueryParam("before") @Nullable Long before) {
        EventsResource.check(limit);
        return EventsResource.page(
                "/runs", events.office().queries().runs(null, before, limit), limit, RunRow::event, "");
    }
}
