package io.temper.uploads;

import java.io.Serial;

/** More bytes than may be sent. */
public final class TooLargeException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    TooLargeException(long most) {
        super("the file has more than %d bytes, which is the most that may be sent (temper.uploads.max-bytes)"
                .formatted(most));
    }
}
