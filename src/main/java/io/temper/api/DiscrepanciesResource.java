package io.temper.api;

import io.temper.app.EventService;
import io.temper.events.DiscrepancyRow;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What was measured and contradicts what was simulated. */
@Path("/discrepancies")
@Produces(MediaType.APPLICATION_JSON)
public class DiscrepanciesResource {
    private final EventService events;

    DiscrepanciesResource(EventService events) {
        this.events = events;
    }

    @GET
    @Operation(
            summary =
                    "Measurements [GPa] that contradict the simulation beyond both uncertainties, newest first, page by page")
    public EventsResource.Page<DiscrepancyRow> discrepancies(
            @QueryParam("limit") @DefaultValue("50") int limit, @QueryParam("before") @Nullable Long before) {
        EventsResource.check(limit);
        return EventsResource.page(
                "/discrepancies",
                events.office().queries().discrepancies(before, limit),
                limit,
                DiscrepancyRow::event,
                "");
    }
}
