package io.temper.api;

import io.temper.app.Lab;
import io.temper.lab.Delivery;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Results on their way to lab data systems. */
@Path("/deliveries")
@Produces(MediaType.APPLICATION_JSON)
public class DeliveriesResource {
    private static final int MOST = 500;

    private final Lab lab;

    DeliveriesResource(Lab lab) {
        this.lab = lab;
    }

    /** Without the result's JSON, which may be long. */
    record DeliveryView(
            long id,
            String result,
            String kind,
            String subject,
            String sink,
            String state,
            int attempts,
            @Nullable String reason,
            Instant created,
            @Nullable Instant ended) {
        static DeliveryView of(Delivery d) {
            return new DeliveryView(
                    d.id(),
                    d.result().id(),
                    d.result().kind(),
                    d.result().subject(),
                    d.sink(),
                    d.state().json(),
                    d.attempts(),
                    d.reason(),
                    d.created(),
                    d.ended());
        }
    }

    /** A page of them, newest first. {@code paused}: why, by sink. {@code next}: the address of the next page. */
    record DeliveryList(
            List<DeliveryView> deliveries,
            Map<String, String> paused,
            @Nullable String next) {}

    @GET
    @Operation(summary = "Deliveries, newest first")
    @APIResponse(
            responseCode = "200",
            description = "a page of them",
            content = @Content(schema = @Schema(implementation = DeliveryList.class)))
    @APIResponse(responseCode = "422", description = "no such state (problem+json)")
    public DeliveryList list(
            @QueryParam("state") @Nullable String state,
            @QueryParam("sink") @Nullable String sink,
            @QueryParam("before") @Nullable Long before,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit=%d: 1 to %d can be asked for".formatted(limit, MOST));
        }
        long below = before == null ? Long.MAX_VALUE : before;
        List<DeliveryView> page = lab.deliveries().list(state(state), sink, below, limit).stream()
                .map(DeliveryView::of)
                .toList();
        String next = page.size() < limit
                ? null
                : "/deliveries?limit=%d&before=%d%s%s"
                        .formatted(
                                limit,
                                page.get(page.size() - 1).id(),
                                state == null ? "" : "&state=" + state,
                                sink == null
                                        ? ""
                                        : "&sink="
                                                + java.net.URLEncoder.encode(
                                                        sink, java.nio.charset.StandardCharsets.UTF_8));
        return new DeliveryList(page, lab.deliveries().paused(), next);
    }

    private static Delivery.@Nullable State state(@Nullable String name) {
        if (name == null) {
            return null;
        }
        List<String> known =
                Arrays.stream(Delivery.State.values()).map(Delivery.State::json).toList();
        if (!known.contains(name)) {
            throw new IllegalArgumentException("state=%s: use one of %s".formatted(name, known));
        }
        return Delivery.State.valueOf(name.toUpperCase(Locale.ROOT));
    }

    @POST
    @Path("/{id}/replay")
    @Operation(summary = "Hand a result over again, or at once if it waits; a paused sink is tried")
    @APIResponse(
            responseCode = "200",
            description = "the delivery as it stands",
            content = @Content(schema = @Schema(implementation = DeliveryView.class)))
    @APIResponse(responseCode = "404", description = "no such delivery (problem+json)")
    public DeliveryView replay(@PathParam("id") long id) {
        return lab.deliveries()
                .replay(id)
                .map(DeliveryView::of)
                .orElseThrow(() -> new NotFoundException("there is no delivery %d".formatted(id)));
    }
}
