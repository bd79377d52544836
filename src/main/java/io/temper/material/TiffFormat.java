package io.temper.material;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * TIFF stack: page z, pixel column x, pixel row y; grey, white = hard. Read with 8 bits per voxel, 0 and 255 or 0 and 1, or
 * with one bit, not compressed; written with 8 bits, 0 and 255. Not by the JDK's reader: it loops for ever over a circular
 * chain of pages, until memory is gone.
 */
public final class TiffFormat implements MicrostructureFormat {
    private static final int MAGIC = 42;
    private static final int HEADER_BYTES = 8;
    private static final int MOST_PAGES = 10_000;
    private static final int FIELDS = 9;
    private static final byte WHITE = (byte) 255;

    @Override
    public List<String> endings() {
        return List.of(".tif", ".tiff");
    }

    @Override
    public boolean begins(byte[] file) {
        return Beginnings.is(file, "II*\0") || Beginnings.is(file, "MM\0*");
    }

    @Override
    public Microstructure decode(byte[] file, long mostVoxels) {
        Map<Long, TiffPage> pages = pages(open(file));
        TiffPage first = pages.values().iterator().next();
        Grid grid = Grid.of(first.width(), first.height(), pages.size(), mostVoxels);
        ByteBuffer grey = ByteBuffer.allocate(grid.size());
        for (TiffPage page : pages.values()) {
            if (page.width() != grid.nx() || page.height() != grid.ny()) {
                throw new FormatException("a page of %d x %d pixels in a TIFF stack that begins with %d x %d"
                        .formatted(page.width(), page.height(), grid.nx(), grid.ny()));
            }
            grey.put(page.grey());
        }
        return grid.fromXFastest(binary(grey.array()));
    }

    private static ByteBuffer open(byte[] file) {
        ByteBuffer buffer = ByteBuffer.wrap(file);
        if (file.length >= HEADER_BYTES && (file[0] == 'I' || file[0] == 'M') && file[0] == file[1]) {
            buffer.order(file[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            if (buffer.getShort(2) == MAGIC) {
                return buffer;
            }
        }
        throw new FormatException("not a TIFF file: it does not begin with a TIFF header (BigTIFF is not supported)");
    }

    /** The chain of pages, by offset. */
    private static Map<Long, TiffPage> pages(ByteBuffer file) {
        Map<Long, TiffPage> pages = new LinkedHashMap<>();
        long offset = file.getInt(4) & 0xffffffffL;
        do {
            TiffPage page = new TiffPage(file, offset);
            if (pages.put(offset, page) != null) {
                throw new FormatException("the TIFF file's chain of pages is circular");
            }
            if (pages.size() > MOST_PAGES) {
                throw new FormatException("the TIFF file has more than %d pages".formatted(MOST_PAGES));
            }
            offset = page.next();
        } while (offset != 0);
        return pages;
    }

    /** In place: 0 and 1 from 0 and 255, or as they are. Other values are left for the microstructure to refuse. */
    private static byte[] binary(byte[] grey) {
        for (byte v : grey) {
            if (v == 1) {
                return grey;
            }
        }
        for (int i = 0; i < grey.length; i++) {
            grey[i] = grey[i] == WHITE ? 1 : grey[i];
        }
        return grey;
    }

    /** Little endian; each page is its fields, the offset of the next page, and its pixels in one strip. */
    @Override
    public void encode(Microstructure m, OutputStream out) throws IOException {
        int pixels = m.nx() * m.ny();
        int fieldBytes = 2 + FIELDS * TiffPage.ENTRY_BYTES + 4;
        int pageBytes = fieldBytes + pixels + pixels % 2;
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        out.write(header.put((byte) 'I')
                .put((byte) 'I')
                .putShort((short) MAGIC)
                .putInt(HEADER_BYTES)
                .array());
        for (int z = 0; z < m.nz(); z++) {
            int start = HEADER_BYTES + z * pageBytes;
            ByteBuffer page = ByteBuffer.allocate(pageBytes).order(ByteOrder.LITTLE_ENDIAN);
            page.putShort((short) FIELDS);
            field(page, TiffPage.WIDTH, TiffPage.TYPE_LONG, m.nx());
            field(page, TiffPage.HEIGHT, TiffPage.TYPE_LONG, m.ny());
            field(page, TiffPage.BITS_PER_SAMPLE, TiffPage.TYPE_SHORT, 8);
            field(page, TiffPage.COMPRESSION, TiffPage.TYPE_SHORT, 1);
            field(page, TiffPage.PHOTOMETRIC, TiffPage.TYPE_SHORT, TiffPage.BLACK_IS_ZERO);
            field(page, TiffPage.STRIP_OFFSETS, TiffPage.TYPE_LONG, start + fieldBytes);
            field(page, TiffPage.SAMPLES_PER_PIXEL, TiffPage.TYPE_SHORT, 1);
            field(page, TiffPage.ROWS_PER_STRIP, TiffPage.TYPE_LONG, m.ny());
            field(page, TiffPage.STRIP_BYTE_COUNTS, TiffPage.TYPE_LONG, pixels);
            page.putInt(z + 1 < m.nz() ? start + pageBytes : 0);
            for (byte voxel : Grid.layer(m, z)) {
                page.put(voxel == 1 ? WHITE : 0);
            }
            out.write(page.array());
        }
    }

    /** In little endian a short lies in its field as a long would. */
    private static void field(ByteBuffer out, int tag, int type, int value) {
        out.putShort((short) tag).putShort((short) type).putInt(1).putInt(value);
    }
}
