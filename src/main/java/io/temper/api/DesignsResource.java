package io.temper.api;

import io.smallrye.mutiny.Multi;
import io.temper.app.LatentViews;
import io.temper.report.ReportPage;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Designs over HTTP. */
@Path("/designs")
@Produces(MediaType.APPLICATION_JSON)
public class DesignsResource {
    private final DesignQueue designs;
    private final LatentViews latent;

    DesignsResource(DesignQueue designs, LatentViews latent) {
        this.designs = designs;
        this.latent = latent;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Queue a design")
    @APIResponse(responseCode = "201", description = "queued; Location is its address")
    @APIResponse(responseCode = "400", description = "not the JSON that is expected (problem+json)")
    @APIResponse(responseCode = "422", description = "a target, material or budget that cannot be (problem+json)")
    public Response add(@Nullable NewDesign body) throws IOException {
        if (body == null) {
            throw Problem.badRequest("the body is empty: give at least {\"target\": {\"C11\": 35}}");
        }
        Job job = designs.add(body.request());
        return Response.created(URI.create(DesignView.address(job)))
                .entity(DesignView.of(job))
                .build();
    }

    @GET
    @Operation(summary = "The designs of this service, newest first")
    public List<DesignView.Summary> list() {
        return designs.all().stream().map(DesignView::summary).toList();
    }

    @GET
    @Path("{id}")
    @Operation(summary = "A design as it stands")
    public DesignView get(@PathParam("id") String id) {
        return DesignView.of(find(id));
    }

    @GET
    @Path("{id}/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(summary = "What happened and happens, as server-sent events; ends with the design")
    public Multi<OutboundSseEvent> events(
            @PathParam("id") String id, @HeaderParam("Last-Event-ID") @Nullable String lastEventId, @Context Sse sse) {
        return EventStream.of(find(id), lastEventId, sse);
    }

    @GET
    @Path("{id}/report.html")
    @Produces(MediaType.TEXT_HTML)
    @Operation(summary = "The report for people, as it stands")
    public String report(@PathParam("id") String id) throws IOException {
        Job job = find(id);
        return ReportPage.render(
                job.report(), job.folder(), latent.find(job.folder()).orElse(null));
    }

    @GET
    @Path("{id}/files/{name: .+}")
    @Produces(MediaType.WILDCARD)
    @Operation(summary = "A file of the design: voxels, report.json, solver logs")
    public Response file(@PathParam("id") String id, @PathParam("name") String name) {
        return new DesignFiles(find(id).folder())
                .find(name)
                .map(f -> Response.ok(f.toFile(), DesignFiles.mediaType(f)).build())
                .orElseThrow(() -> Problem.notFound("design %s has no file '%s'".formatted(id, name)));
    }

    private Job find(String id) {
        return designs.find(id).orElseThrow(() -> Problem.notFound("there is no design '%s'".formatted(id)));
    }
}
