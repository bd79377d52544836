package io.temper.fem.launch;

import java.io.IOException;
import java.io.Serial;
import java.util.regex.Pattern;

/** A command of Slurm that failed, in Slurm's words. */
final class SlurmException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Words of a controller that is away or busy; what was asked for may have been done nevertheless. */
    private static final Pattern PASSING = Pattern.compile(
            "(?i)unable to contact|timed out|connect failure|connection refused|transport endpoint|zero bytes"
                    + "|temporarily|communication|no answer|try again|in standby");

    private static final Pattern UNKNOWN = Pattern.compile("(?i)invalid job id|does not exist");

    SlurmException(String message) {
        super(message);
    }

    SlurmException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Whether the scheduler could not answer, rather than refuse. */
    boolean isHiccup() {
        return PASSING.matcher(String.valueOf(getMessage())).find();
    }

    /** Whether the scheduler knows of no such job: there was none, or it has forgotten it. */
    boolean isUnknownJob() {
        return UNKNOWN.matcher(String.valueOf(getMessage())).find();
    }
}
