package io.temper.design;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a design stands. */
public enum DesignStatus {
    QUEUED,
    RUNNING,
    /** It rests until it is resumed. */
    PAUSED,
    /** Every wanted component of at least one candidate is within tolerance, and no better use of the budget was left. */
    SUCCEEDED,
    /** The budget was spent, or nothing more could be done; the best so far is kept with the reason. */
    STOPPED,
    /** Nothing could be verified; the reason says why. */
    FAILED,
    /** Somebody ended it. */
    CANCELLED;

    /** As it is written in JSON: lower case. */
    @JsonValue
    public String json() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** True once the design will not change any more. */
    public boolean isFinal() {
        return this != QUEUED && this != RUNNING && this != PAUSED;
    }
}
