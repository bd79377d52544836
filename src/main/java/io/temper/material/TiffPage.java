package io.temper.material;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * One page (image file directory) of a baseline TIFF file, revision 6.0. Every offset and count is checked against the file's
 * length before it is followed.
 */
final class TiffPage {
    static final int WIDTH = 256;
    static final int HEIGHT = 257;
    static final int BITS_PER_SAMPLE = 258;
    static final int COMPRESSION = 259;
    static final int PHOTOMETRIC = 262;
    static final int FILL_ORDER = 266;
    static final int STRIP_OFFSETS = 273;
    static final int SAMPLES_PER_PIXEL = 277;
    static final int ROWS_PER_STRIP = 278;
    static final int STRIP_BYTE_COUNTS = 279;
    static final int TYPE_SHORT = 3;
    static final int TYPE_LONG = 4;
    static final int ENTRY_BYTES = 12;
    static final int BLACK_IS_ZERO = 1;
    /** Pages may overlap, so that the file's length is no limit to them. */
    private static final int MOST_ENTRIES = 256;

    private final ByteBuffer file;
    private final long next;
    /** Where a field's entry lies, by tag. */
    private final Map<Integer, Integer> entries = new HashMap<>();

    TiffPage(ByteBuffer file, long offset) {
        this.file = file;
        check(offset, 2);
        int count = file.getShort((int) offset) & 0xffff;
        int first = (int) offset + 2;
        check(first, (long) count * ENTRY_BYTES + 4);
        require(count <= MOST_ENTRIES, "%d fields in a page", count);
        for (int at = first; at < first + count * ENTRY_BYTES; at += ENTRY_BYTES) {
            entries.put(file.getShort(at) & 0xffff, at);
        }
        next = file.getInt(first + count * ENTRY_BYTES) & 0xffffffffL;
    }

    private void check(long at, long bytes) {
        if (at + bytes > file.limit()) {
            throw new FormatException("the TIFF file refers to %d bytes, but has only %d: it is truncated"
                    .formatted(at + bytes, file.limit()));
        }
    }

    /** Where the next page begins; 0 after the last. */
    long next() {
        return next;
    }

    long width() {
        return value(WIDTH, 0, 0);
    }

    long height() {
        return value(HEIGHT, 0, 0);
    }

    private long count(int tag) {
        Integer entry = entries.get(tag);
        return entry == null ? 0 : file.getInt(entry + 4) & 0xffffffffL;
    }

    /** The i-th value of a field of short or long whole numbers. */
    private long value(int tag, int i, long otherwise) {
        Integer entry = entries.get(tag);
        if (entry == null) {
            return otherwise;
        }
        int type = file.getShort(entry + 2);
        require(type == TYPE_SHORT || type == TYPE_LONG, "a number of field type %d", type);
        int size = type == TYPE_SHORT ? 2 : 4;
        long start = count(tag) * size <= 4 ? entry + 8 : file.getInt(entry + 8) & 0xffffffffL;
        long at = start + (long) i * size;
        check(at, size);
        return size == 2 ? file.getShort((int) at) & 0xffff : file.getInt((int) at) & 0xffffffffL;
    }

    private static void require(boolean condition, String found, long value) {
        if (!condition) {
            throw new FormatException("TIFF with %s is not supported: save grey pages, 8 bits per pixel, not compressed"
                    .formatted(found.formatted(value)));
        }
    }

    /** The page's grey values [height*width]: 0 and 1 with one bit per pixel, else 0..255; white is high. */
    byte[] grey() {
        long bits = value(BITS_PER_SAMPLE, 0, 1);
        long samples = value(SAMPLES_PER_PIXEL, 0, 1);
        long photometric = value(PHOTOMETRIC, 0, BLACK_IS_ZERO);
        long compression = value(COMPRESSION, 0, 1);
        long fillOrder = value(FILL_ORDER, 0, 1);
        require(bits == 1 || bits == 8, "%d bits per sample", bits);
        require(samples == 1, "%d samples per pixel", samples);
        require(photometric <= BLACK_IS_ZERO, "photometric interpretation %d", photometric);
        require(compression == 1, "compression %d", compression);
        require(fillOrder == 1, "fill order %d", fillOrder);
        byte[] grey = bits == 8 ? strips(width() * height()) : unpack(strips((width() + 7) / 8 * height()));
        if (photometric != BLACK_IS_ZERO) {
            for (int i = 0; i < grey.length; i++) {
                grey[i] ^= (byte) ((1 << bits) - 1);
            }
        }
        return grey;
    }

    /** The strips' bytes, one strip behind the other. */
    private byte[] strips(long size) {
        byte[] data = new byte[(int) size];
        int filled = 0;
        for (int i = 0; i < count(STRIP_OFFSETS) && i < count(STRIP_BYTE_COUNTS); i++) {
            long offset = value(STRIP_OFFSETS, i, 0);
            long bytes = value(STRIP_BYTE_COUNTS, i, 0);
            check(offset, bytes);
            if (filled + bytes > size) {
                throw new FormatException(
                        "a TIFF page of %d x %d pixels holds more than %d bytes".formatted(width(), height(), size));
            }
            file.get((int) offset, data, filled, (int) bytes);
            filled += (int) bytes;
        }
        if (filled < size) {
            throw new FormatException(
                    "a TIFF page of %d x %d pixels needs %d bytes in strips, but holds %d: it is truncated or tiled"
                            .formatted(width(), height(), size, filled));
        }
        return data;
    }

    /** @param packed one bit per pixel, the highest first; every row begins a byte */
    private byte[] unpack(byte[] packed) {
        int width = (int) width();
        int rowBytes = (width + 7) / 8;
        byte[] grey = new byte[width * (int) height()];
        for (int i = 0; i < grey.length; i++) {
            int x = i % width;
            grey[i] = (byte) (packed[i / width * rowBytes + x / 8] >> (7 - x % 8) & 1);
        }
        return grey;
    }
}
