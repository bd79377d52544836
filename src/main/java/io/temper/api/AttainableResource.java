package io.temper.api;

import io.temper.material.Phase;
import io.temper.material.Phases;
import io.temper.material.Property;
import io.temper.material.StiffnessBounds;
import io.temper.vaereg.ModelCard;
import io.temper.vaereg.versions.Models;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** What can be asked for, so that a form can say so before a design is queued. */
@Path("/attainable")
@Produces(MediaType.APPLICATION_JSON)
public class AttainableResource {
    private final Models models;

    AttainableResource(Models models) {
        this.models = models;
    }

    /** What the current model can be asked for with these phases. */
    @Schema(description = "By component of the stiffness that the current model knows: what can be asked for [GPa].")
    record Attainable(
            @Schema(description = "the model was trained with other phases: its guesses only start the search")
            boolean otherPhases,

            Map<Property, Ranges> properties) {}

    /** Two ranges of one component. */
    record Ranges(
            @Schema(description = "what Voigt and Reuss leave to any composite of the phases")
            Range bounds,

            @Schema(description = "of the model's training data; null where it was trained with other phases") @Nullable Range training) {}

    /** From the first to the second [GPa]. */
    record Range(double from, double to) {}

    @GET
    @Operation(summary = "The range that two phases can reach, and that of the training data, by component")
    @APIResponse(responseCode = "200", description = "ranges in GPa")
    @APIResponse(responseCode = "422", description = "no phase: E:nu is expected (problem+json)")
    public Attainable get(
            @Parameter(description = "E [GPa] and nu of the hard phase") @QueryParam("hard") @DefaultValue("120:0.3")
                    String hard,
            @Parameter(description = "E [GPa] and nu of the soft phase") @QueryParam("soft") @DefaultValue("2.4:0.3")
                    String soft)
            throws IOException {
        Phases phases = new Phases(Phase.parse(hard), Phase.parse(soft));
        try (Models.Lease lease = models.current()) {
            ModelCard card = lease.model().card();
            boolean own = phases.equals(card.phases());
            Map<Property, Ranges> ranges = new EnumMap<>(Property.class);
            for (int i = 0; i < card.properties().size(); i++) {
                Property p = card.properties().get(i);
                // a target is positive, though off the diagonal a component need not be
                double[] bounds = StiffnessBounds.attainable(p, phases);
                Range training =
                        own ? new Range(card.smallest().get(i), card.largest().get(i)) : null;
                ranges.put(p, new Ranges(new Range(Math.max(0, bounds[0]), bounds[1]), training));
            }
            return new Attainable(!own, ranges);
        }
    }
}
