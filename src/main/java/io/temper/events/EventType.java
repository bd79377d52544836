package io.temper.events;

import java.util.Arrays;

/** What an event tells of; the name on the wire is {@code io.temper.} and its text. */
public enum EventType {
    MICROSTRUCTURE_CHANGED("microstructure.changed"),
    PHASES_CHANGED("phases.changed"),
    PROPERTY_MEASURED("property.measured"),
    TARGET_CHANGED("target.changed"),
    SOLVER_CHANGED("solver.changed"),
    MODEL_CHANGED("model.changed"),
    /** Of temper itself: what a specimen depends on has changed. */
    SPECIMEN_STALE("specimen.stale");

    private final String text;

    EventType(String text) {
        this.text = "io.temper." + text;
    }

    /** As CloudEvents have it. */
    public String text() {
        return text;
    }

    /** @throws IllegalArgumentException if there is none of that name */
    public static EventType parse(String text) {
        return Arrays.stream(values())
                .filter(t -> t.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no event type '%s'".formatted(text)));
    }
}
