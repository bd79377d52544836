package io.temper.dream3d;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A type of HDF5 data, little endian.
 *
 * @param bytes of one element
 * @param message the datatype message, as version 1 of it is in a file
 */
record HdfType(int bytes, byte[] message) {
    static final HdfType INT32 = integer(4, true);
    static final HdfType UINT32 = integer(4, false);
    static final HdfType INT64 = integer(8, true);
    static final HdfType UINT64 = integer(8, false);
    /** IEEE single precision: sign, exponent and mantissa at bits 31, 23 and 0. */
    static final HdfType FLOAT32 = new HdfType(
            4,
            begin(1, 0x20 | 31 << 8, 4, 12)
                    .putShort((short) 0)
                    .putShort((short) 32)
                    .put((byte) 23)
                    .put((byte) 8)
                    .put((byte) 0)
                    .put((byte) 23)
                    .putInt(127)
                    .array());
    /** Of any length, kept in a global heap: length, heap's address, index. */
    static final HdfType STRING =
            new HdfType(16, begin(9, 1, 16, 8).put(text(1).message()).array());

    private static HdfType integer(int bytes, boolean signed) {
        return new HdfType(
                bytes,
                begin(0, signed ? 8 : 0, bytes, 4)
                        .putShort((short) 0)
                        .putShort((short) (8 * bytes))
                        .array());
    }

    /** ASCII text that ends with a zero. @param bytes with the zero */
    static HdfType text(int bytes) {
        return new HdfType(bytes, begin(3, 0, bytes, 0).array());
    }

    private static ByteBuffer begin(int type, int bits, int bytes, int properties) {
        return ByteBuffer.allocate(8 + properties)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) (1 << 4 | type))
                .put((byte) bits)
                .putShort((short) (bits >> 8))
                .putInt(bytes);
    }
}
