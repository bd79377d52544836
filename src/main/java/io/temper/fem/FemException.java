package io.temper.fem;

import java.io.Serial;

/** An evaluation that gave no result that can be trusted. The message is one clear line. */
public final class FemException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Why there is no result. */
    public enum Reason {
        /** The solver or its adapter is not installed or not usable here. */
        UNAVAILABLE,
        /** The process could not be started. */
        NOT_STARTED,
        /** The process ended with a non-zero exit code or by a signal. */
        CRASHED,
        /** The time limit passed; the whole process tree was ended. */
        TIMED_OUT,
        /** The memory limit was passed; the whole process tree was ended. */
        OUT_OF_MEMORY,
        /** The result is missing, truncated, too large or not of the agreed form. */
        MALFORMED,
        /** The result has the right form but cannot be true: NaN, asymmetry, outside the Voigt and Reuss bounds, not converged. */
        UNPHYSICAL,
        /** The exchange folder could not be written or read. */
        IO,
        /** The calling thread was interrupted; the whole process tree was ended. */
        CANCELLED
    }

    private final Reason reason;

    public FemException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public FemException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** The same failure in other words. */
    public FemException rephrased(String message) {
        return new FemException(reason, message, this);
    }

    public Reason reason() {
        return reason;
    }
}
