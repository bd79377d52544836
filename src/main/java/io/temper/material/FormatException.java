package io.temper.material;

import java.io.Serial;

/** A voxel file whose contents cannot be read as a microstructure. The message is one clear line, with the mend. */
public final class FormatException extends IllegalArgumentException {
    @Serial
    private static final long serialVersionUID = 1L;

    public FormatException(String message) {
        super(message);
    }

    public FormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
