package io.temper.material;

import java.io.Serial;

/** A voxel file whose contents cannot be read as a microstructure. The message is one clear line, with the mend. */
public final class FormatException extends IllegalArgumentException {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final int LONGEST = 400;

    public FormatException(String message) {
        super(oneLine(message));
    }

    public FormatException(String message, Throwable cause) {
        super(oneLine(message), cause);
    }

    /** Messages quote what a file holds, and a file may hold anything. */
    private static String oneLine(String message) {
        String line = message.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " ...";
    }
}
