package io.temper.lab;

import java.io.Serial;

/** The other side will never take a result as it is. The message is one clear line. */
public final class RefusedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public RefusedException(String message) {
        super(message);
    }
}
