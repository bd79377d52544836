package io.temper.lab;

import java.io.Serial;

/** The other side lets temper in no more until its configuration or credentials change. The message is one clear line. */
public final class SinkClosedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public SinkClosedException(String message) {
        super(message);
    }
}
