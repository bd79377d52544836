package io.temper.events;

import io.temper.material.Phase;
import io.temper.material.Phases;
import io.temper.material.Property;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a specimen.
 *
 * @param microstructure hash of its voxels; null until it is told
 * @param phases as measured, else the standard ones
 * @param target [GPa]; empty if it has none
 */
public record Specimen(String name, @Nullable String microstructure, Phases phases, Map<Property, Double> target) {
    /** Before anything was told of it. */
    static Specimen unknown(String name) {
        return new Specimen(name, null, Phases.PAPER, Map.of());
    }

    /** After an event of it. */
    Specimen after(EventRow event) {
        return switch (EventType.parse(event.type())) {
            case MICROSTRUCTURE_CHANGED ->
                new Specimen(name, event.data().path("sha256").asText(), phases, target);
            case PHASES_CHANGED ->
                new Specimen(
                        name,
                        microstructure,
                        new Phases(phase(event, "hard", phases.hard()), phase(event, "soft", phases.soft())),
                        target);
            case TARGET_CHANGED -> new Specimen(name, microstructure, phases, target(event));
            default -> this;
        };
    }

    private static Phase phase(EventRow event, String name, Phase before) {
        var phase = event.data().path(name);
        return new Phase(
                phase.path("E").path("value").asDouble(before.youngsModulus()),
                phase.path("nu").asDouble(before.poissonsRatio()));
    }

    private static Map<Property, Double> target(EventRow event) {
        Map<Property, Double> target = new TreeMap<>();
        event.data()
                .path("target")
                .fields()
                .forEachRemaining(
                        e -> target.put(Property.parse(e.getKey()), e.getValue().doubleValue()));
        return target;
    }
}
