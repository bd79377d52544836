package io.temper.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.temper.design.LatentTrace;
import io.temper.material.DesignTarget;
import io.temper.report.LatentView;
import io.temper.vaereg.LatentMap;
import io.temper.vaereg.LatentMaps;
import io.temper.vaereg.Models;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.file.Files;
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
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DesignQueue designs;
    private final LatentMaps maps;
    private final Models models;

    LatentResource(DesignQueue designs, LatentMaps maps, Models models) {
        this.designs = designs;
        this.maps = maps;
        this.models = models;
    }

    /** While there is no map. */
    record Pending(String detail) {}

    @GET
    @Operation(summary = "Training samples, modes and the design's points in the plane of two principal components")
    @APIResponse(
            responseCode = "200",
            description = "the map with the design as it stands",
            content = @Content(schema = @Schema(implementation = LatentView.class)))
    @APIResponse(responseCode = "202", description = "the map of this model is being made; ask again after Retry-After")
    public Response get(@PathParam("id") String id) throws IOException {
        java.nio.file.Path folder = designs.find(id)
                .orElseThrow(() -> Problem.notFound("there is no design '%s'".formatted(id)))
                .folder();
        LatentTrace trace = JSON.readValue(Files.readAllBytes(folder.resolve("latent.json")), LatentTrace.class);
        Optional<LatentMap> map = maps.get(trace.sha256(), () -> models.lease(trace.model()));
        if (map.isEmpty()) {
            return Response.accepted(new Pending("the map of model %s is being made".formatted(trace.model())))
                    .header(HttpHeaders.RETRY_AFTER, SECONDS)
                    .build();
        }
        try (Models.Lease lease = models.lease(trace.model())) {
            var prior = lease.model().prior(new DesignTarget(trace.target()));
            return Response.ok(LatentView.of(map.get(), prior, trace)).build();
        }
    }
}
