package io.temper.vaereg.style;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of NumPy's {@code .npy}, versions 1.0 to 3.0.
 *
 * @param dtype for example {@code <f4}
 * @param fortran whether the first axis runs fastest
 */
record NpyHeader(String dtype, boolean fortran, int[] shape) {
    private static final String MAGIC = "\u0093NUMPY";
    private static final int LONGEST = 1 << 16;
    private static final Pattern FIELDS = Pattern.compile(
            "\\{\\s*'descr'\\s*:\\s*'([^']{1,16})'\\s*,\\s*'fortran_order'\\s*:\\s*(True|False)\\s*,\\s*'shape'\\s*:\\s*\\(([0-9, ]*)\\)");

    /** Reads up to the first number. Messages continue "array 'x' ...". */
    static NpyHeader read(InputStream in) throws IOException {
        byte[] head = in.readNBytes(8);
        if (head.length < 8 || !new String(head, 0, 6, ISO_8859_1).equals(MAGIC) || head[6] < 1 || head[6] > 3) {
            throw new IOException("does not begin as .npy version 1 to 3: it is corrupt");
        }
        byte[] size = in.readNBytes(head[6] == 1 ? 2 : 4);
        long length = 0;
        for (int i = size.length - 1; i >= 0; i--) {
            length = length << 8 | size[i] & 0xff;
        }
        if (length > LONGEST) {
            throw new IOException(
                    "claims a header of %d bytes, %d are the most: it is corrupt".formatted(length, LONGEST));
        }
        String text = new String(in.readNBytes((int) length), ISO_8859_1);
        Matcher m = FIELDS.matcher(text);
        if (!m.find()) {
            throw new IOException("has no valid .npy header: save it with numpy.savez");
        }
        return new NpyHeader(m.group(1), m.group(2).equals("True"), shape(m.group(3)));
    }

    private static int[] shape(String text) throws IOException {
        try {
            return Arrays.stream(text.split(","))
                    .map(String::strip)
                    .filter(s -> !s.isEmpty())
                    .mapToInt(Integer::parseInt)
                    .toArray();
        } catch (NumberFormatException e) {
            throw new IOException("has the shape (%s), which is none".formatted(text), e);
        }
    }

    /** @throws IOException if the numbers are not floating-point */
    ElementType type() throws IOException {
        return ElementType.ofNumpy(dtype.substring(1))
                .orElseThrow(() -> new IOException("has dtype %s: save it as float32 or float16".formatted(dtype)));
    }

    ByteOrder order() {
        return dtype.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    /** Length of the data; only for arrays in C order. */
    int bytes() throws IOException {
        if (fortran) {
            throw new IOException("is in Fortran order: save it as numpy.ascontiguousarray(a)");
        }
        int count = WeightFile.count(shape);
        if (count < 0) {
            throw new IOException("has the shape %s, more than memory holds".formatted(Arrays.toString(shape)));
        }
        return Math.multiplyExact(count, type().bytes);
    }
}
