package io.temper.material;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/** How files begin. */
final class Beginnings {
    private Beginnings() {}

    /** Whether the file's first bytes are these. @param magic one character per byte */
    static boolean is(byte[] file, String magic) {
        byte[] first = magic.getBytes(ISO_8859_1);
        return file.length >= first.length && Arrays.equals(first, Arrays.copyOf(file, first.length));
    }
}
