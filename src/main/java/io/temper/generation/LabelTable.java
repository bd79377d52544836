package io.temper.generation;

import io.temper.material.Phases;
import io.temper.material.Property;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The labels of a dataset: a CSV file with a row per sample, grown a row at a time.
 *
 * <p>A first line states what was computed and how; a table that disagrees with the recipe or settings it is opened with is
 * refused. A row that a kill cut short is dropped when the table is opened again: nothing else is lost. Voxels are not
 * stored, they are re-made from the seeds.
 */
public final class LabelTable {
    /** What a table holds. */
    public record Header(DatasetRecipe recipe, int size, Phases phases, List<Property> properties, double rtol) {
        String line() {
            return String.format(
                    Locale.ROOT,
                    "# temper-labels-1 seed=%d perFilter=%d size=%d hard=%s:%s soft=%s:%s rtol=%s unit=GPa",
                    recipe.seed(),
                    recipe.samplesPerFilter(),
                    size,
                    phases.hard().youngsModulus(),
                    phases.hard().poissonsRatio(),
                    phases.soft().youngsModulus(),
                    phases.soft().poissonsRatio(),
                    rtol);
        }

        String columns() {
            return "index,sigma_x,sigma_y,sigma_z,fraction,seed,"
                    + properties.stream().map(Enum::name).collect(Collectors.joining(","))
                    + ",solver,version";
        }
    }

    /** @param values by property in the header's order [GPa] */
    public record Row(Sample sample, List<Double> values, String solver, String version) {}

    private static final int FIRST_VALUE = 6;

    private final Path file;
    private final Header header;
    private final List<Sample> samples;
    private final SortedMap<Integer, Row> rows = new TreeMap<>();

    private LabelTable(Path file, Header header) {
        this.file = file;
        this.header = header;
        this.samples = header.recipe().samples();
    }

    /**
     * Opens a table, or starts it.
     *
     * @throws IOException if the file cannot be read or written, was made otherwise, or holds a row that cannot be true
     */
    public static LabelTable open(Path file, Header header) throws IOException {
        LabelTable table = new LabelTable(file, header);
        if (Files.exists(file)) {
            table.read();
        } else {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(file, header.line() + "\n" + header.columns() + "\n");
        }
        return table;
    }

    private void read() throws IOException {
        String text = Files.readString(file, StandardCharsets.US_ASCII);
        int whole = text.lastIndexOf('\n') + 1;
        List<String> lines = text.substring(0, whole).lines().toList();
        if (lines.size() < 2
                || !lines.get(0).equals(header.line())
                || !lines.get(1).equals(header.columns())) {
            throw new IOException("%s begins with '%s', but '%s' and columns '%s' were asked for: use another file"
                    .formatted(file, lines.isEmpty() ? "" : lines.get(0), header.line(), header.columns()));
        }
        for (int i = 2; i < lines.size(); i++) {
            Row row = parse(lines.get(i), i + 1);
            if (rows.put(row.sample().index(), row) != null) {
                throw new IOException("%s line %d: sample %d is there twice: remove one of the rows"
                        .formatted(file, i + 1, row.sample().index()));
            }
        }
        if (whole < text.length()) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(whole); // the file is ASCII: characters are bytes
            }
        }
    }

    private Row parse(String line, int number) throws IOException {
        String[] parts = line.split(",", -1);
        int count = header.properties().size();
        try {
            if (parts.length != FIRST_VALUE + count + 2) {
                throw new IllegalArgumentException(
                        "%d columns instead of %d".formatted(parts.length, FIRST_VALUE + count + 2));
            }
            int index = Integer.parseInt(parts[0]);
            if (index < 0 || index >= samples.size()) {
                throw new IllegalArgumentException("index %d is outside 0..%d".formatted(index, samples.size() - 1));
            }
            Sample sample = samples.get(index);
            if (!line.startsWith(key(sample))) {
                throw new IllegalArgumentException(
                        "filter, fraction or seed is not the recipe's (%s)".formatted(key(sample)));
            }
            List<Double> values = new ArrayList<>();
            for (int p = 0; p < count; p++) {
                values.add(checked(header.properties().get(p), Double.parseDouble(parts[FIRST_VALUE + p])));
            }
            return new Row(sample, values, parts[FIRST_VALUE + count], parts[FIRST_VALUE + count + 1]);
        } catch (IllegalArgumentException e) {
            throw new IOException("%s line %d: %s".formatted(file, number, e.getMessage()), e);
        }
    }

    private double checked(Property property, double value) {
        if (!(value > 0) || !Double.isFinite(value)) {
            throw new IllegalArgumentException("%s = %s GPa cannot be".formatted(property, value));
        }
        return value;
    }

    private static String key(Sample s) {
        return "%d,%s,%s,%s,%s,%d,"
                .formatted(s.index(), s.sigma().x(), s.sigma().y(), s.sigma().z(), s.fraction(), s.seed());
    }

    /** Appends a row and forces it to the disk. */
    public synchronized void append(Row row) throws IOException {
        String values = row.values().stream().map(v -> Double.toString(v)).collect(Collectors.joining(","));
        String line = key(row.sample()) + values + "," + row.solver() + "," + row.version() + "\n";
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            channel.write(java.nio.ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
            channel.force(false);
        }
        rows.put(row.sample().index(), row);
    }

    /** The samples that have no label yet, in order. */
    public synchronized List<Sample> missing() {
        return samples.stream().filter(s -> !rows.containsKey(s.index())).toList();
    }

    /** All rows, by index. @throws IllegalStateException if labels are missing */
    public synchronized List<Row> complete() {
        if (rows.size() < samples.size()) {
            throw new IllegalStateException("%s has labels for %d of %d samples: finish it with 'dataset'"
                    .formatted(file, rows.size(), samples.size()));
        }
        return List.copyOf(rows.values());
    }

    public Header header() {
        return header;
    }
}
