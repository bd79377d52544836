package io.temper.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temper.fem.FemException;
import io.temper.fem.FemResult;
import io.temper.fem.ResultSummary;
import io.temper.material.Microstructure;
import io.temper.material.Property;
import io.temper.vaereg.Estimate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an event does: only what depends on what has changed is done again. */
final class Reaction {
    /** Of the standard normal distribution: 90 % lie within so many standard deviations. */
    private static final double NINETY_PERCENT = 1.6449;

    private final EventStore store;
    private final Shelf shelf;
    private final Stages stages;
    private final Rules rules;

    Reaction(EventStore store, Shelf shelf, Stages stages, Rules rules) {
        this.store = store;
        this.shelf = shelf;
        this.stages = stages;
        this.rules = rules;
    }

    /** @param folder of this run's own @throws FemException if a simulation gave no result */
    Outcome to(EventRow event, Specimen specimen, Path folder) throws IOException, FemException {
        return switch (EventType.parse(event.type())) {
            case SOLVER_CHANGED, MODEL_CHANGED ->
                new Outcome(null, null, EventReader.JSON.createObjectNode(), null, store.specimens());
            case TARGET_CHANGED -> design(event, specimen, rules.target(), EventReader.JSON.createObjectNode());
            case PROPERTY_MEASURED -> compare(event, specimen, folder);
            case MICROSTRUCTURE_CHANGED -> predict(event, specimen, folder);
            case PHASES_CHANGED, SPECIMEN_STALE ->
                specimen.microstructure() == null
                        ? new Outcome(
                                null,
                                null,
                                note("no microstructure of this specimen is known: nothing depends on it yet"),
                                null,
                                List.of())
                        : predict(event, specimen, folder);
        };
    }

    private static ObjectNode note(String text) {
        return EventReader.JSON.createObjectNode().put("note", text);
    }

    /** Makes ready for {@link #foresee}. */
    void prepare() throws IOException {
        stages.prepare();
    }

    /** What the surrogate says, before the event's run; empty if that is nothing, or was not asked. */
    Optional<JsonNode> foresee(EventRow event, Specimen specimen) throws IOException {
        boolean asks = switch (EventType.parse(event.type())) {
            case MICROSTRUCTURE_CHANGED, PHASES_CHANGED, SPECIMEN_STALE -> specimen.microstructure() != null;
            case SOLVER_CHANGED, MODEL_CHANGED, TARGET_CHANGED, PROPERTY_MEASURED -> false;
        };
        return asks
                ? stages.predict(shelf.find(String.valueOf(specimen.microstructure())), specimen.phases())
                        .map(this::json)
                : Optional.empty();
    }

    private Outcome predict(EventRow event, Specimen specimen, Path folder) throws IOException, FemException {
        Microstructure m = shelf.find(String.valueOf(specimen.microstructure()));
        ObjectNode result = provenance(specimen);
        @Nullable JsonNode prediction = event.prediction();
        if (prediction == null) {
            Optional<JsonNode> now = foresee(event, specimen);
            now.ifPresent(p -> store.predicted(event.number(), p));
            prediction = now.orElse(null);
        }
        if (prediction != null) {
            result.set("prediction", prediction);
        }
        boolean unsure = prediction == null || prediction.path("unsure").booleanValue();
        result.put("unsure", unsure);
        boolean simulates = rules.simulate() == Rules.When.ALWAYS || rules.simulate() == Rules.When.UNSURE && unsure;
        String basis = simulates ? simulate(specimen, m, folder, result) : null;
        return new Outcome(null, basis, result, null, List.of());
    }

    private boolean isUnsure(Stages.Surrogate s) {
        return !s.unlike().isEmpty()
                || s.values().values().stream()
                        .anyMatch(e -> NINETY_PERCENT * e.sd() > rules.interval() * Math.abs(e.mean()));
    }

    private JsonNode json(Stages.Surrogate s) {
        ObjectNode prediction =
                EventReader.JSON.createObjectNode().put("unit", "GPa").put("model", s.model());
        s.values().forEach((p, e) -> write(prediction.putObject(p.name()), e));
        prediction.put("strangeness", s.strangeness());
        s.unlike().forEach(prediction.putArray("unlike")::add);
        return prediction.put("unsure", isUnsure(s));
    }

    private static void write(ObjectNode node, Estimate e) {
        node.put("mean", e.mean()).put("sd", e.sd());
    }

    private ObjectNode provenance(Specimen specimen) {
        return EventReader.JSON
                .createObjectNode()
                .put("microstructure", specimen.microstructure())
                .put("hard_E_GPa_nu", specimen.phases().hard().toString())
                .put("soft_E_GPa_nu", specimen.phases().soft().toString())
                .put("solver", stages.solver());
    }

    /** @return what the simulation depends on */
    private String simulate(Specimen specimen, Microstructure m, Path folder, ObjectNode result) throws FemException {
        FemResult solved = stages.simulate(m, specimen.phases(), folder);
        ObjectNode simulation = EventReader.JSON.valueToTree(ResultSummary.of(solved));
        for (Property p : Property.values()) {
            solved.stiffness().get(p).ifPresent(value -> simulation.put(p.name(), value));
        }
        result.set("simulation", simulation.put("unit", "GPa"));
        return String.join(
                " ",
                specimen.microstructure(),
                specimen.phases().hard().toString(),
                specimen.phases().soft().toString(),
                solved.solver(),
                solved.version());
    }

    /** The simulation is with the phases as measured, so that what remains is no fault of theirs. */
    private Outcome compare(EventRow event, Specimen specimen, Path folder) throws IOException, FemException {
        if (specimen.microstructure() == null) {
            return Outcome.failed("no microstructure of specimen '%s' is known: tell it first, then replay this event"
                    .formatted(specimen.name()));
        }
        ObjectNode result = provenance(specimen);
        String basis = simulate(specimen, shelf.find(specimen.microstructure()), folder, result);
        Property property = Property.parse(event.data().path("property").textValue());
        double simulated = result.path("simulation").path(property.name()).doubleValue();
        Discrepancy d = new Discrepancy(
                property,
                event.data().path("value").doubleValue(),
                event.data().path("uncertainty").doubleValue(),
                simulated,
                rules.simulationUncertainty() * Math.abs(simulated));
        result.putObject("comparison")
                .put("property", property.name())
                .put("unit", "GPa")
                .put("measured", d.measured())
                .put("simulated", d.simulated())
                .put("difference", d.measured() - d.simulated())
                .put("combinedUncertainty", d.combined())
                .put("contradicts", d.isReal());
        if (!d.isReal()) {
            return new Outcome(null, basis, result, null, List.of());
        }
        Outcome next = design(event, specimen, rules.discrepancy(), result);
        return new Outcome(null, basis, next.result(), d, List.of());
    }

    /** The design's key is the event's, so that an interrupted run starts no other one. */
    private Outcome design(EventRow event, Specimen specimen, Rules.Consequence what, ObjectNode result)
            throws IOException {
        @Nullable String id = null;
        if (what != Rules.Consequence.RECORD && !specimen.target().isEmpty()) {
            id = stages.design(
                    "event-" + event.number(), specimen.target(), specimen.phases(), what == Rules.Consequence.RETRAIN);
        } else if (what != Rules.Consequence.RECORD) {
            result.put("note", "no target of this specimen is known, so that no design was started");
        }
        if (id != null) {
            result.put("design", id);
        }
        return new Outcome(null, null, result, null, List.of());
    }
}
