package io.temper.app;

/** An event was held back until temper stopped: it is neither taken nor refused, and stays with whoever brought it. */
public final class HeldBackException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    HeldBackException(String origin) {
        super("temper stops: an event of %s stays where it is, for the next start".formatted(origin));
    }
}
