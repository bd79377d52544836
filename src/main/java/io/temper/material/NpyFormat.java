package io.temper.material;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * NumPy's {@code .npy}, versions 1.0 to 3.0: one-byte integers or booleans of shape (nx, ny, nz), each 0 or 1, in C or
 * Fortran order. Written as version 1.0, uint8, C order, byte for byte what {@code numpy.save} writes.
 */
public final class NpyFormat implements MicrostructureFormat {
    private static final String MAGIC = "\u0093NUMPY";
    private static final Set<String> ONE_BYTE = Set.of("|u1", "|i1", "|b1");
    private static final Pattern DTYPE = Pattern.compile("'descr'\\s*:\\s*('[^']*'|\\[)");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([^)]*)\\)");

    @Override
    public List<String> endings() {
        return List.of(".npy");
    }

    @Override
    public boolean begins(byte[] file) {
        return Beginnings.is(file, MAGIC);
    }

    @Override
    public Microstructure decode(byte[] file, long mostVoxels) {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        String header = header(in);
        checkDtype(find(DTYPE, header));
        boolean fortran = find(ORDER, header).equals("True");
        Grid grid = Grid.parse(find(SHAPE, header), mostVoxels);
        grid.checkData(in.remaining());
        byte[] voxels = take(in, in.remaining());
        return fortran ? grid.fromXFastest(voxels) : new Microstructure(grid.nx(), grid.ny(), grid.nz(), voxels);
    }

    /** Leaves {@code in} at the first voxel. */
    private static String header(ByteBuffer in) {
        byte[] magic = take(in, MAGIC.length());
        if (!new String(magic, ISO_8859_1).equals(MAGIC)) {
            throw new FormatException("not an .npy file: it does not begin with \\x93NUMPY");
        }
        int major = take(in, 2)[0];
        if (major < 1 || major > 3) {
            throw new FormatException(".npy version %d is not known: use 1, 2 or 3".formatted(major & 0xff));
        }
        ByteBuffer length = ByteBuffer.wrap(take(in, major == 1 ? 2 : 4)).order(ByteOrder.LITTLE_ENDIAN);
        return new String(
                take(in, major == 1 ? length.getShort() & 0xffff : length.getInt() & 0xffffffffL), ISO_8859_1);
    }

    private static byte[] take(ByteBuffer in, long count) {
        if (count > in.remaining()) {
            throw new FormatException("the file ends within its .npy header: it is truncated");
        }
        byte[] bytes = new byte[(int) count];
        in.get(bytes);
        return bytes;
    }

    private static String find(Pattern field, String header) {
        Matcher m = field.matcher(header);
        if (!m.find()) {
            throw new FormatException("the .npy header has no valid %s: write the file with numpy.save"
                    .formatted(field.pattern().split("\\\\")[0]));
        }
        return m.group(1);
    }

    private static void checkDtype(String quoted) {
        String dtype = quoted.replace("'", "");
        if (!ONE_BYTE.contains(dtype)) {
            throw new FormatException(
                    "dtype %s is not uint8: save the array as numpy.save(file, array.astype('uint8')), 1 = hard, 0 = soft"
                            .formatted(dtype.equals("[") ? "with fields" : dtype));
        }
    }

    @Override
    public void encode(Microstructure m, OutputStream out) throws IOException {
        String dict =
                "{'descr': '|u1', 'fortran_order': False, 'shape': (%d, %d, %d), }".formatted(m.nx(), m.ny(), m.nz());
        // numpy pads with spaces so that the voxels begin at a multiple of 64
        int length = (10 + dict.length() + 1 + 63) / 64 * 64 - 10;
        ByteBuffer header = ByteBuffer.allocate(10 + length).order(ByteOrder.LITTLE_ENDIAN);
        header.put(MAGIC.getBytes(ISO_8859_1)).put((byte) 1).put((byte) 0).putShort((short) length);
        header.put((dict + " ".repeat(length - 1 - dict.length()) + "\n").getBytes(ISO_8859_1));
        out.write(header.array());
        out.write(m.voxels());
    }
}
