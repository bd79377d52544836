package io.temper.client;

import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The service could not be asked, or refused. The message is one clear line. */
public final class ServiceException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final int LONGEST = 400;

    private final int status;

    ServiceException(int status, String message, @Nullable Throwable cause) {
        super(oneLine(message), cause);
        this.status = status;
    }

    /** The answer's HTTP status; 0 if there was no answer. */
    public int status() {
        return status;
    }

    private static String oneLine(String message) {
        String line = message.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " ...";
    }
}
