package io.temper.events;

import java.io.Serial;

/** An event that cannot be taken. The message is one clear line that says what and why. */
public final class EventRefusedException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    /** What is wrong with it. */
    public enum Fault {
        /** No JSON, or not as the schema has it. */
        MALFORMED,
        /** Fits the schema, but asks for what cannot be. */
        IMPOSSIBLE,
        /** Its id was used for other content. */
        CONFLICT,
        /** Its signature or time is not right. */
        UNTRUSTED
    }

    private final Fault fault;

    public EventRefusedException(Fault fault, String message) {
        super(message);
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }
}
