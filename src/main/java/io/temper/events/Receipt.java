package io.temper.events;

import org.jspecify.annotations.Nullable;

/**
 * What became of an event that came.
 *
 * @param event as it is kept; null if it was refused
 * @param isNew false if it was known
 * @param refusal null if it was taken
 */
public record Receipt(
        @Nullable EventRow event, boolean isNew, @Nullable EventRefusedException refusal) {
    /** For routes: whether it is a dead letter. */
    public boolean isRefused() {
        return refusal != null;
    }

    /** For routes: why. */
    public String reason() {
        return refusal == null ? "" : String.valueOf(refusal.getMessage());
    }
}
