package io.temper.design;

import java.io.Serial;

/**
 * Why a design comes to rest before its end. The step at hand is finished, or dropped whole.
 *
 * @param reason one line
 */
public record Halt(Kind kind, String reason) {
    /** What becomes of the design; a later one overrules an earlier one. */
    public enum Kind {
        /** It goes on when it is opened again. */
        LEAVE,
        /** It waits until somebody resumes it. */
        PAUSE,
        /** It ends. */
        CANCEL
    }

    /** Leads out of the routes; no failure. */
    static final class Halted extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;

        Halted(Halt halt) {
            super(halt.reason());
        }
    }
}
