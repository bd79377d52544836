package io.temper.api;

import io.temper.app.Designs;
import io.temper.app.LatentViews;
import io.temper.report.LatentView;
import io.temper.store.DesignRow;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The latent space of a design's model, with the design in it. */
@Path("/designs/{id}/latent")
@Produces(MediaType.APPLICATION_JSON)
public class LatentResource {
    private static final int SECONDS = 2;

    private final Designs designs;
    private final LatentViews views;

    LatentResource(Designs designs, LatentViews views) {
        this.designs = designs;
        this.views = views;
    }

    /** While there is no map. */
    record Pending(String detail) {}

    @GET
    @Operation(summary = "Training samples, modes and the design's points in the plane of two principal components")
    @APIResponse(
            responseCode = "200",
            description = "the map with the design as it stands",
            content = @Content(schema = @Schema(implementation = LatentView.class)))
    @APIResponse(
            responseCode = "202",
            description = "the design waits or the map of its model is being made; ask again after Retry-After")
    public Response get(@PathParam("id") String id) throws IOException {
        DesignRow design =
                designs.find(id).orElseThrow(() -> Problem.notFound("there is no design '%s'".formatted(id)));
        Optional<LatentView> view = views.get(designs.folder(design.id()));
        return view.isPresent()
                ? Response.ok(view.get()).build()
                : Response.accepted(
                                new Pending("the design waits, or the map of its model's latent space is being made"))
                        .header(HttpHeaders.RETRY_AFTER, SECONDS)
                        .build();
    }
}
