package io.temper.material;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.StringTokenizer;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * VTK's XML image data, as ParaView opens it: one cell per voxel, one UInt8 array of cell data, x fastest. Written as inline
 * base64; read as inline base64 or ASCII, not compressed. Document types, and with them entities, are refused.
 */
public final class VtiFormat implements MicrostructureFormat {
    private static final String MEND = "save it with data mode Ascii or Binary and without compressor";
    /** Enough to see the array's attributes, which come before any data. */
    private static final int HEAD = 8192;
    /** Elements and attributes, each of which takes far more memory than room in the file. */
    private static final int MOST_MARKUP = 10_000;

    @Override
    public List<String> endings() {
        return List.of(".vti");
    }

    @Override
    public boolean begins(byte[] file) {
        String head = new String(file, 0, Math.min(file.length, HEAD), ISO_8859_1).stripLeading();
        return head.startsWith("<VTKFile") || head.startsWith("<?xml") && head.contains("<VTKFile");
    }

    @Override
    public Microstructure decode(byte[] file, long mostVoxels) {
        // appended raw data is not XML: the parser's complaint about it would not help anybody
        if (new String(file, 0, Math.min(file.length, HEAD), ISO_8859_1).contains("format=\"appended\"")) {
            throw new FormatException(".vti with appended data is not supported: " + MEND);
        }
        Element root = parse(file);
        if (!root.getTagName().equals("VTKFile") || !root.getAttribute("type").equals("ImageData")) {
            throw new FormatException("not a .vti file: its root is not <VTKFile type=\"ImageData\">");
        }
        Grid grid = grid(only(root, "ImageData").getAttribute("WholeExtent"), mostVoxels);
        Element array = only(only(root, "CellData"), "DataArray");
        String type = array.getAttribute("type");
        if (!type.equals("UInt8") && !type.equals("Int8")) {
            throw new FormatException(
                    "cell data of type %s is not UInt8: save one byte per voxel, 1 = hard, 0 = soft".formatted(type));
        }
        return grid.fromXFastest(
                switch (array.getAttribute("format")) {
                    case "ascii" -> ascii(array.getTextContent(), grid);
                    case "binary" -> binary(array.getTextContent(), root, grid);
                    default ->
                        throw new FormatException(
                                "data format '%s' is not supported: %s".formatted(array.getAttribute("format"), MEND));
                });
    }

    private static Element parse(byte[] file) {
        int markup = 0;
        for (byte b : file) {
            markup += b == '<' || b == '=' ? 1 : 0;
        }
        if (markup > MOST_MARKUP) {
            throw new FormatException(
                    "%d elements and attributes in a .vti file: one array of cell data needs few".formatted(markup));
        }
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler());
            return builder.parse(new ByteArrayInputStream(file)).getDocumentElement();
        } catch (SAXException | IOException e) {
            throw new FormatException("not a whole .vti file: " + e.getMessage(), e);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("every JDK's own parser can refuse document types", e);
        }
    }

    private static Element only(Element parent, String tag) {
        NodeList found = parent.getElementsByTagName(tag);
        if (found.getLength() != 1) {
            throw new FormatException("the .vti file has %d <%s>, but exactly one array of cell data is needed"
                    .formatted(found.getLength(), tag));
        }
        return (Element) found.item(0);
    }

    /** @param extent first and last point along x, y and z: one point more than cells */
    private static Grid grid(String extent, long mostVoxels) {
        String[] p = extent.trim().split("\\s+");
        for (String number : p) {
            if (p.length != 6 || !number.matches("-?\\d{1,10}")) {
                throw new FormatException("WholeExtent '%s' is not six whole numbers".formatted(extent));
            }
        }
        return Grid.of(
                Long.parseLong(p[1]) - Long.parseLong(p[0]),
                Long.parseLong(p[3]) - Long.parseLong(p[2]),
                Long.parseLong(p[5]) - Long.parseLong(p[4]),
                mostVoxels);
    }

    private static byte[] ascii(String text, Grid grid) {
        StringTokenizer tokens = new StringTokenizer(text);
        byte[] voxels = new byte[grid.size()];
        int i = 0;
        for (; tokens.hasMoreTokens(); i++) {
            String token = tokens.nextToken();
            if (!token.equals("0") && !token.equals("1")) {
                throw new FormatException("voxel value '%s' must be 0 (soft) or 1 (hard)".formatted(token));
            }
            if (i < voxels.length) {
                voxels[i] = (byte) (token.equals("1") ? 1 : 0);
            }
        }
        grid.checkData(i);
        return voxels;
    }

    /** The number of bytes, as an integer of the file's header type and byte order, and the bytes, all one base64 text. */
    private static byte[] binary(String text, Element root, Grid grid) {
        if (root.hasAttribute("compressor")) {
            throw new FormatException("compressed .vti is not supported: " + MEND);
        }
        boolean wide = root.getAttribute("header_type").equals("UInt64");
        ByteOrder order =
                root.getAttribute("byte_order").equals("BigEndian") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        byte[] decoded;
        try {
            decoded = Base64.getMimeDecoder().decode(text.strip());
        } catch (IllegalArgumentException e) {
            throw new FormatException("the cell data is not valid base64: " + e.getMessage(), e);
        }
        ByteBuffer bytes = ByteBuffer.wrap(decoded).order(order);
        int header = wide ? 8 : 4;
        if (bytes.remaining() < header) {
            throw new FormatException("the cell data has no length: the file is truncated");
        }
        long declared = wide ? bytes.getLong() : bytes.getInt() & 0xffffffffL;
        grid.checkData(declared);
        grid.checkData(bytes.remaining());
        byte[] voxels = new byte[grid.size()];
        bytes.get(voxels);
        return voxels;
    }

    @Override
    public void encode(Microstructure m, OutputStream out) throws IOException {
        String extent = "0 %d 0 %d 0 %d".formatted(m.nx(), m.ny(), m.nz());
        out.write("""
                <?xml version="1.0"?>
                <VTKFile type="ImageData" version="1.0" byte_order="LittleEndian" header_type="UInt64">
                  <ImageData WholeExtent="%1$s" Origin="0 0 0" Spacing="1 1 1">
                    <Piece Extent="%1$s">
                      <CellData Scalars="phase">
                        <DataArray type="UInt8" Name="phase" format="binary">
                """.formatted(extent).getBytes(ISO_8859_1));
        try (OutputStream base64 = Base64.getEncoder().wrap(new LeftOpen(out))) {
            base64.write(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(m.size())
                    .array());
            Grid.writeXFastest(m, base64);
        }
        out.write("""

                        </DataArray>
                      </CellData>
                    </Piece>
                  </ImageData>
                </VTKFile>
                """.getBytes(ISO_8859_1));
    }

    /** Base64 ends when its stream is closed, but the file goes on. */
    private static final class LeftOpen extends FilterOutputStream {
        LeftOpen(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            out.write(bytes, from, count);
        }

        @Override
        public void close() {}
    }
}
