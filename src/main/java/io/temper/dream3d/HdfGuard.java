package io.temper.dream3d;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.temper.material.FormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Refuses files whose groups would keep a reader busy for ever: their index may name the same part many times over, level by
 * level, so that some kilobytes unfold to any number of members.
 */
final class HdfGuard {
    /** The library's own nodes have at most 32 entries, 8 in the tables at the end. */
    private static final int MOST_ENTRIES = 64;

    private static final int MOST_LEVELS = 1;
    private static final int TREE = signature("TREE");
    private static final int TABLE = signature("SNOD");
    /** Only groups of many members have one. */
    private static final int HEAP = signature("FRHP");

    private HdfGuard() {}

    static void check(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i <= file.length - 8; i++) {
            int word = bytes.getInt(i);
            int entries = bytes.getShort(i + 6) & 0xffff;
            boolean group = word == TREE && file[i + 4] == 0;
            if (word == HEAP
                    || group && ((file[i + 5] & 0xff) > MOST_LEVELS || entries > MOST_ENTRIES)
                    || word == TABLE && entries > MOST_ENTRIES) {
                throw new FormatException("a group of the HDF5 file has too many members for a microstructure");
            }
        }
    }

    private static int signature(String text) {
        return ByteBuffer.wrap(text.getBytes(US_ASCII))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
    }
}
