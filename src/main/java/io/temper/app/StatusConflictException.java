package io.temper.app;

import java.io.Serial;

/** What is asked does not go with what a design is now. */
public final class StatusConflictException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    StatusConflictException(String message) {
        super(message);
    }
}
