package io.temper.material;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * NRRD (<a href="https://teem.sourceforge.net/nrrd/format.html">definition</a>) with one byte per voxel, header and data in
 * one file, raw or gzip. NRRD names the fastest axis first; here that is x, so that sizes are nx ny nz. Written as gzip.
 */
public final class NrrdFormat implements MicrostructureFormat {
    private static final String MAGIC = "NRRD000";
    private static final Set<String> ONE_BYTE =
            Set.of("uchar", "unsigned char", "uint8", "uint8_t", "signed char", "int8", "int8_t");
    private static final Pattern FIELD = Pattern.compile("([^:]+): *(.*?)\\s*");
    /** Fields that would make the data lie elsewhere than right behind the header. */
    private static final Set<String> ELSEWHERE =
            Set.of("data file", "datafile", "line skip", "lineskip", "byte skip", "byteskip");

    @Override
    public List<String> endings() {
        return List.of(".nrrd");
    }

    @Override
    public boolean begins(byte[] file) {
        return Beginnings.is(file, MAGIC);
    }

    @Override
    public Microstructure decode(byte[] file, long mostVoxels) {
        InputStream in = new ByteArrayInputStream(file);
        try {
            Map<String, String> fields = header(in);
            if (!ONE_BYTE.contains(require(fields, "type"))) {
                throw new FormatException("NRRD type %s is not uint8: save one byte per voxel, 1 = hard, 0 = soft"
                        .formatted(fields.get("type")));
            }
            Grid grid = Grid.parse(require(fields, "sizes"), mostVoxels);
            return grid.fromXFastest(voxels(in, require(fields, "encoding"), grid));
        } catch (IOException e) {
            throw new FormatException("the NRRD data cannot be read, it may be truncated: " + e.getMessage(), e);
        }
    }

    /** Leaves {@code in} behind the empty line that ends the header. */
    private static Map<String, String> header(InputStream in) throws IOException {
        if (!line(in).startsWith(MAGIC)) {
            throw new FormatException("not an NRRD file: it does not begin with NRRD000");
        }
        Map<String, String> fields = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            Matcher field = FIELD.matcher(line);
            if (!line.startsWith("#") && field.matches()) {
                fields.put(field.group(1).toLowerCase(Locale.ROOT), field.group(2));
            }
        }
        ELSEWHERE.stream().filter(fields::containsKey).findFirst().ifPresent(f -> {
            throw new FormatException(
                    "NRRD field '%s' is not supported: save header and data as one .nrrd file".formatted(f));
        });
        return fields;
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new FormatException("the file ends within its NRRD header: it is truncated or no NRRD file");
            }
            line.write(b);
        }
        return line.toString(ISO_8859_1).stripTrailing();
    }

    private static String require(Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new FormatException("the NRRD header has no field '%s'".formatted(name));
        }
        return value;
    }

    private static byte[] voxels(InputStream in, String encoding, Grid grid) throws IOException {
        InputStream data = switch (encoding.toLowerCase(Locale.ROOT)) {
            case "raw" -> in;
            case "gzip", "gz" -> new GZIPInputStream(in);
            default ->
                throw new FormatException("NRRD encoding %s is not supported: use raw or gzip".formatted(encoding));
        };
        // one more than declared is enough to tell trailing data, however much a small gzip file would unfold to
        return data.readNBytes(grid.size() + 1);
    }

    @Override
    public void encode(Microstructure m, OutputStream out) throws IOException {
        out.write("""
                NRRD0004
                # voxels: 1 = hard phase, 0 = soft phase; x is the fastest axis
                type: uint8
                dimension: 3
                sizes: %d %d %d
                kinds: domain domain domain
                encoding: gzip

                """.formatted(m.nx(), m.ny(), m.nz()).getBytes(ISO_8859_1));
        GZIPOutputStream gzip = new GZIPOutputStream(out);
        Grid.writeXFastest(m, gzip);
        gzip.finish();
    }
}
