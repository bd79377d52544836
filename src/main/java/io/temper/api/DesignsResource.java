package io.temper.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.temper.app.Designs;
import io.temper.app.LatentViews;
import io.temper.design.DesignEvent;
import io.temper.material.Microstructure;
import io.temper.report.ReportPage;
import io.temper.store.DesignFilter;
import io.temper.store.DesignRow;
import io.temper.uploads.Uploads;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.io.IOException;
import java.net.URI;
import java.util.function.Consumer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Designs over HTTP. */
@Path("/designs")
@Produces(MediaType.APPLICATION_JSON)
public class DesignsResource {
    private final Designs designs;
    private final ObjectMapper json;
    private final LatentViews latent;
    private final VoxelFiles voxels;
    private final Uploads uploads;

    DesignsResource(Designs designs, ObjectMapper json, LatentViews latent, VoxelFiles voxels, Uploads uploads) {
        this.designs = designs;
        this.json = json;
        this.latent = latent;
        this.voxels = voxels;
        this.uploads = uploads;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Queue a design")
    @APIResponse(
            responseCode = "201",
            description = "queued; Location is its address",
            content = @Content(schema = @Schema(implementation = DesignView.class)))
    @APIResponse(
            responseCode = "200",
            description = "queued before with the same Idempotency-Key",
            content = @Content(schema = @Schema(implementation = DesignView.class)))
    @APIResponse(responseCode = "400", description = "not the JSON that is expected (problem+json)")
    @APIResponse(responseCode = "409", description = "the Idempotency-Key was used for another design (problem+json)")
    @APIResponse(responseCode = "422", description = "a target, material or budget that cannot be (problem+json)")
    @APIResponse(
            responseCode = "429",
            description = "too many are waiting; Retry-After says when to try (problem+json)")
    @APIResponse(responseCode = "503", description = "the database does not answer; try again (problem+json)")
    public Response add(@HeaderParam("Idempotency-Key") @Nullable String key, @Nullable NewDesign body)
            throws IOException {
        if (body == null) {
            throw Problem.badRequest("the body is empty: give at least {\"target\": {\"C11\": 35}}");
        }
        if (key != null && !key.matches("[!-~]{1,200}")) {
            throw Problem.badRequest("Idempotency-Key: give 1 to 200 visible ASCII characters");
        }
        return submit(body, start(body.start()), key);
    }

    private @Nullable Microstructure start(NewDesign.@Nullable Start start) throws IOException {
        if (start == null) {
            return null;
        }
        return uploads.read(start.microstructure())
                .orElseThrow(() ->
                        new IllegalArgumentException("no microstructure '%s': send it to POST /microstructures first"
                                .formatted(start.microstructure())));
    }

    private Response submit(NewDesign body, @Nullable Microstructure start, @Nullable String key) throws IOException {
        int priority = body.priority() == null ? 0 : body.priority();
        Designs.Submission submission = designs.submit(body.name(), priority, body.request(), start, key);
        DesignRow row = submission.design();
        return Response.status(submission.isNew() ? Status.CREATED : Status.OK)
                .location(URI.create(DesignView.address(row)))
                .entity(DesignView.of(row, designs))
                .build();
    }

    @GET
    @Operation(summary = "The designs of this service, newest first, page by page")
    public DesignList list(
            @QueryParam("status") @Nullable String status,
            @QueryParam("text") @Nullable String text,
            @QueryParam("limit") @DefaultValue("50") int limit,
            @QueryParam("after") @Nullable String after) {
        DesignFilter filter = DesignList.filter(status, text, limit, after);
        return DesignList.of(designs.list(filter), limit, designs.counts(), status, text);
    }

    @GET
    @Path("{id}")
    @Operation(summary = "A design as it stands")
    public DesignView get(@PathParam("id") String id) {
        return DesignView.of(find(id), designs);
    }

    @POST
    @Path("{id}/pause")
    @Operation(summary = "Bring a design to rest at its next step; an evaluation that runs is finished")
    @APIResponse(
            responseCode = "202",
            description = "it will rest",
            content = @Content(schema = @Schema(implementation = DesignView.class)))
    @APIResponse(responseCode = "409", description = "its status does not allow it (problem+json)")
    public Response pause(@PathParam("id") String id) {
        return control(id, designs::pause);
    }

    @POST
    @Path("{id}/resume")
    @Operation(summary = "Queue a design that rests, to go on")
    @APIResponse(
            responseCode = "202",
            description = "queued",
            content = @Content(schema = @Schema(implementation = DesignView.class)))
    @APIResponse(responseCode = "409", description = "it does not rest (problem+json)")
    public Response resume(@PathParam("id") String id) {
        return control(id, designs::resume);
    }

    @POST
    @Path("{id}/cancel")
    @Operation(summary = "End a design, and its solver at once; what was found is kept")
    @APIResponse(
            responseCode = "202",
            description = "it ends",
            content = @Content(schema = @Schema(implementation = DesignView.class)))
    @APIResponse(responseCode = "409", description = "it has ended (problem+json)")
    public Response cancel(@PathParam("id") String id) {
        return control(id, designs::cancel);
    }

    private Response control(String id, Consumer<String> command) {
        find(id);
        command.accept(id);
        return Response.accepted(DesignView.of(find(id), designs)).build();
    }

    @POST
    @Path("{id}/clone")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Queue a design like this one, with the changes of a JSON merge patch (RFC 7396)")
    @APIResponse(
            responseCode = "201",
            description = "queued; Location is its address",
            content = @Content(schema = @Schema(implementation = DesignView.class)))
    public Response copy(@PathParam("id") String id, @Nullable String patch) throws IOException {
        DesignRow original = find(id);
        NewDesign same = NewDesign.of(original);
        JsonNode request = json.valueToTree(same);
        if (patch != null && !patch.isBlank()) {
            request = MergePatch.apply(request, json.readTree(patch));
        }
        NewDesign copy = json.treeToValue(request, NewDesign.class);
        // what was sent for the original may have gone meanwhile; the original kept it
        boolean kept = copy.start() != null
                && copy.start().equals(same.start())
                && uploads.find(copy.start().microstructure()).isEmpty();
        return submit(copy, kept ? designs.start(original) : start(copy.start()), null);
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Forget a design that has ended, and delete its files")
    @APIResponse(responseCode = "204", description = "gone")
    @APIResponse(responseCode = "409", description = "it has not ended: cancel it first (problem+json)")
    public void delete(@PathParam("id") String id) throws IOException {
        find(id);
        designs.delete(id);
    }

    @GET
    @Path("{id}/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Blocking
    @Operation(summary = "What happened and happens, as server-sent events; ends with the design")
    @APIResponse(
            responseCode = "200",
            description = "an event per step: id is its number, event its stage, data this JSON",
            content =
                    @Content(
                            mediaType = MediaType.SERVER_SENT_EVENTS,
                            schema = @Schema(implementation = DesignEvent.class)))
    public Multi<OutboundSseEvent> events(
            @PathParam("id") String id, @HeaderParam("Last-Event-ID") @Nullable String lastEventId, @Context Sse sse) {
        return EventStream.of(find(id).id(), designs, lastEventId, sse);
    }

    @GET
    @Path("{id}/report.html")
    @Produces(MediaType.TEXT_HTML)
    @Operation(summary = "The report for people, as it stands")
    public String report(@PathParam("id") String id) throws IOException {
        find(id);
        return ReportPage.render(
                designs.report(id)
                        .orElseThrow(() -> Problem.notFound("design %s waits: it has no report yet".formatted(id))),
                designs.folder(id),
                latent.find(designs.folder(id)).orElse(null));
    }

    @GET
    @Path("{id}/files/{name: .+}")
    @Produces(MediaType.WILDCARD)
    @Operation(
            summary =
                    "A file of the design: voxels as .npy .vti .nrrd .tif .dream3d, report.json, solver logs; whole or a range")
    @APIResponse(
            responseCode = "200",
            description = "the file, with a strong ETag",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM,
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "206", description = "the range that was asked for")
    @APIResponse(responseCode = "304", description = "not changed since the ETag of If-None-Match")
    @APIResponse(responseCode = "412", description = "changed since the ETag of If-Match")
    public Response file(
            @PathParam("id") String id,
            @PathParam("name") String name,
            @Context Request request,
            @Context HttpHeaders headers)
            throws IOException {
        DesignFiles files = new DesignFiles(designs.folder(find(id).id()));
        java.nio.file.Path file = files.find(name)
                .or(() -> files.otherwise(name, voxels))
                .orElseThrow(() -> Problem.notFound("design %s has no file '%s'".formatted(id, name)));
        return new Download(file, id + "-" + name, DesignFiles.mediaType(file)).answer(request, headers);
    }

    private DesignRow find(String id) {
        return designs.find(id).orElseThrow(() -> Problem.notFound("there is no design '%s'".formatted(id)));
    }
}
