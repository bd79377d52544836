package io.temper.vaereg.style;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** How a file keeps one floating-point number. */
enum ElementType {
    HALF("F16", "f2", 2) {
        @Override
        float next(ByteBuffer in) {
            return half(in.getShort());
        }
    },
    BRAIN("BF16", "", 2) {
        @Override
        float next(ByteBuffer in) {
            return Float.intBitsToFloat(in.getShort() << 16);
        }
    },
    SINGLE("F32", "f4", 4) {
        @Override
        float next(ByteBuffer in) {
            return in.getFloat();
        }
    },
    DOUBLE("F64", "f8", 8) {
        @Override
        float next(ByteBuffer in) {
            return (float) in.getDouble();
        }
    };

    private final String safetensors;
    private final String numpy;
    final int bytes;

    ElementType(String safetensors, String numpy, int bytes) {
        this.safetensors = safetensors;
        this.numpy = numpy;
        this.bytes = bytes;
    }

    static Optional<ElementType> ofSafetensors(String dtype) {
        return Arrays.stream(values()).filter(t -> t.safetensors.equals(dtype)).findFirst();
    }

    /** @param dtype without the sign of the byte order */
    static Optional<ElementType> ofNumpy(String dtype) {
        return Arrays.stream(values())
                .filter(t -> !t.numpy.isEmpty() && t.numpy.equals(dtype))
                .findFirst();
    }

    /** The next number; moves the buffer's position. */
    abstract float next(ByteBuffer in);

    /** All numbers of a buffer, in its byte order. */
    float[] all(ByteBuffer in) {
        float[] values = new float[in.remaining() / bytes];
        for (int i = 0; i < values.length; i++) {
            values[i] = next(in);
        }
        return values;
    }

    /** IEEE 754 binary16; JDK 17 has no conversion. */
    private static float half(short bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        float size;
        if (exponent == 0x1f) {
            size = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        } else if (exponent == 0) {
            size = Math.scalb((float) fraction, -24);
        } else {
            size = Math.scalb((float) (fraction | 0x400), exponent - 25);
        }
        return bits < 0 ? -size : size;
    }
}
