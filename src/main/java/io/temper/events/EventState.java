package io.temper.events;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What has become of an event. */
public enum EventState {
    /** Kept; waits for its run. */
    ACCEPTED,
    /** Its run has begun. */
    RUNNING,
    DONE,
    /** Its run gave no result; the reason says why. */
    FAILED,
    /** A later one of the same burst has taken its place. */
    SUPERSEDED,
    /** Says what the one before it said. */
    DUPLICATE;

    @JsonValue
    public String json() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException with those that there are */
    public static EventState parse(String text) {
        return Arrays.stream(values())
                .filter(s -> s.json().equals(text.trim().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("state '%s' is none of %s"
                        .formatted(
                                text,
                                Arrays.stream(values()).map(EventState::json).collect(Collectors.joining(" ")))));
    }
}
