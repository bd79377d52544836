package io.temper.api;

import io.temper.fem.FemException;
import io.temper.fem.ResultSummary;
import io.temper.material.Microstructure;
import io.temper.uploads.Upload;
import io.temper.uploads.Uploads;
import io.temper.vaereg.versions.Models;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
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
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Microstructures that people send. */
@Path("/microstructures")
@Produces(MediaType.APPLICATION_JSON)
public class MicrostructuresResource {
    private final Uploads uploads;
    private final VoxelFiles files;
    private final Simulations simulations;
    private final Models models;

    MicrostructuresResource(Uploads uploads, VoxelFiles files, Simulations simulations, Models models) {
        this.uploads = uploads;
        this.files = files;
        this.simulations = simulations;
        this.models = models;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Send a microstructure: the body is the file, its format is told by its contents")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM,
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(
            responseCode = "201",
            description = "kept; Location is its address",
            content = @Content(schema = @Schema(implementation = MicrostructureView.class)))
    @APIResponse(responseCode = "413", description = "too many bytes (problem+json)")
    @APIResponse(responseCode = "422", description = "no microstructure, or one of too many voxels (problem+json)")
    public Response add(InputStream body, @QueryParam("name") @Nullable String name) throws IOException {
        Upload upload = uploads.add(body, name);
        return Response.created(URI.create(MicrostructureView.address(upload)))
                .entity(MicrostructureView.of(upload))
                .build();
    }

    @GET
    @Operation(summary = "The microstructures that were sent, newest first")
    public MicrostructureView.All list() {
        return new MicrostructureView.All(
                uploads.all().stream().map(MicrostructureView::of).toList());
    }

    @GET
    @Path("{id: [^/.]+}")
    @Operation(summary = "A microstructure that was sent")
    public MicrostructureView get(@PathParam("id") String id) {
        return uploads.find(id).map(MicrostructureView::of).orElseThrow(() -> missing(id));
    }

    @GET
    @Path("{id: [^/.]+}{ending: \\.[^/.]+}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(summary = "Its voxels, in the format that the ending names: .npy .vti .nrrd .tif .dream3d")
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
            @PathParam("ending") String ending,
            @Context Request request,
            @Context HttpHeaders headers)
            throws IOException {
        java.nio.file.Path npy = uploads.use(id).orElseThrow(() -> missing(id));
        java.nio.file.Path file = ending.equals(".npy") ? npy : files.in(ending, npy);
        return new Download(file, id + ending, MediaType.APPLICATION_OCTET_STREAM).answer(request, headers);
    }

    @DELETE
    @Path("{id: [^/.]+}")
    @Operation(summary = "Delete a microstructure that was sent")
    @APIResponse(responseCode = "204", description = "gone")
    public void delete(@PathParam("id") String id) throws IOException {
        if (!uploads.remove(id)) {
            throw missing(id);
        }
    }

    @POST
    @Path("{id: [^/.]+}/predict")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Its stiffness by the surrogate")
    @APIResponse(
            responseCode = "200",
            description = "the prediction, and how far it can be trusted",
            content = @Content(schema = @Schema(implementation = PredictionView.class)))
    @APIResponse(responseCode = "422", description = "not of the model's size (problem+json)")
    public PredictionView predict(@PathParam("id") String id, PredictionView.@Nullable Asked body) throws IOException {
        Microstructure m = uploads.read(id).orElseThrow(() -> missing(id));
        try (Models.Lease model = models.current()) {
            return PredictionView.of(model, m, NewSimulation.materials(body == null ? null : body.phases()));
        }
    }

    @POST
    @Path("{id: [^/.]+}/simulate")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Its stiffness by finite elements; waits for its turn and its result")
    @APIResponse(
            responseCode = "200",
            description = "C [GPa] with null where it was not solved, and what follows from all of it",
            content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
    @APIResponse(responseCode = "422", description = "solver, columns or materials that cannot be (problem+json)")
    @APIResponse(responseCode = "429", description = "too many wait; Retry-After says when to try (problem+json)")
    @APIResponse(responseCode = "502", description = "the solver gave no result that can be trusted (problem+json)")
    public Map<String, Object> simulate(@PathParam("id") String id, @Nullable NewSimulation body)
            throws IOException, FemException {
        NewSimulation asked = body == null ? NewSimulation.STANDARD : body;
        Microstructure m = uploads.read(id).orElseThrow(() -> missing(id));
        return ResultSummary.of(simulations.solve(asked.solverName(), asked.problem(m)));
    }

    private static RuntimeException missing(String id) {
        return Problem.notFound("there is no microstructure '%s'".formatted(id));
    }
}
