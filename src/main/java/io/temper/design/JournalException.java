package io.temper.design;

import java.io.Serial;

/** A journal that cannot be read or written; the message is one clear line. */
public final class JournalException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public JournalException(String message, Throwable cause) {
        super(message, cause);
    }
}
