package io.temper.generation;

import io.temper.fem.FemProblem;
import io.temper.material.Microstructure;
import io.temper.material.Phases;
import io.temper.material.Property;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The labels of a dataset: a CSV file with a row per sample, grown a row at a time.
 *
 * <p>Its header says what was computed and how, so that the file is enough; voxels are not stored, they are re-made from
 * the seeds. Each row is checked when it is read and when it is appended: against the recipe, and for whether it can be true
 * of its sample. A row that a kill cut short is left out, and overwritten by the next one: nothing else is lost. Rows come in
 * the order in which they were computed, until {@link #finish} sorts them. Safe for use by several threads; of several
 * processes that label into one file, all but one are stopped with a clear line.
 */
public final class LabelTable {
    /**
     * What a table holds.
     *
     * @param size voxels along each axis
     * @param properties columns of labels, none twice
     * @param rtol relative residual at which the solver stopped [-]
     */
    public record Header(DatasetRecipe recipe, int size, Phases phases, List<Property> properties, double rtol) {
        public Header {
            Microstructure.checkSize(size, size, size);
            properties = List.copyOf(properties);
            if (properties.isEmpty() || properties.stream().distinct().count() != properties.size()) {
                throw new IllegalArgumentException(
                        "properties %s: give at least one, none of them twice".formatted(properties));
            }
            FemProblem.checkRtol(rtol);
        }
    }

    /**
     * The labels of a sample.
     *
     * @param values by property in the header's order [GPa]
     * @param solver name of the adapter, version what it reported: printable, without commas
     */
    public record Row(Sample sample, List<Double> values, String solver, String version) {
        private static final Pattern WORD = Pattern.compile("[\\p{Print}&&[^,]]{1,100}");

        public Row {
            values = List.copyOf(values);
            for (String word : List.of(solver, version)) {
                if (!WORD.matcher(word).matches()) {
                    throw new IllegalArgumentException(
                            "'%s' cannot be a solver's name or version in a label table: 1 to 100 printable characters, no comma"
                                    .formatted(word));
                }
            }
        }

        String labels() {
            return "%s (%s %s)".formatted(values, solver, version);
        }
    }

    /** A row, its text as the file has it, and the number of its line. */
    private record Line(Row row, String text, int number) {}

    private static final int HEADER_LINES = 2;
    private static final int INDICES_SHOWN = 10;

    private final LabelFile file;
    private final Header header;
    private final LabelRowText rowText;
    private final SortedMap<Integer, Line> lines = new TreeMap<>();

    private LabelTable(LabelFile file, Header header) {
        this.file = file;
        this.header = header;
        rowText = new LabelRowText(header);
    }

    /**
     * Opens a table that there is, as its own header says; the file is not changed.
     *
     * @throws IOException if there is none, it is no label table, or it holds a row that is there twice or cannot be true
     */
    public static LabelTable read(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new IOException(
                    "there is no label table %s: make it with 'dataset label --labels %s'".formatted(path, path));
        }
        LabelFile file = new LabelFile(path);
        try {
            LabelTable table = new LabelTable(file, LabelHeaderText.read(file.lines()));
            file.lines().stream().skip(HEADER_LINES).forEach(table::read);
            return table;
        } catch (IllegalArgumentException e) {
            throw new IOException("label table %s: %s".formatted(path, e.getMessage()), e);
        }
    }

    /**
     * Opens a table of these contents, or starts it.
     *
     * @throws IOException as in {@link #read}, or if the table has another header, or it cannot be written
     */
    public static LabelTable open(Path path, Header header) throws IOException {
        if (!Files.exists(path)) {
            LabelFile.create(path, LabelHeaderText.write(header));
        }
        LabelTable table = read(path);
        if (!table.header.equals(header)) {
            throw new IOException("label table %s was made with %s: use its own settings, or another file"
                    .formatted(path, LabelHeaderText.differences(table.header, header)));
        }
        return table;
    }

    private void read(String text) {
        int number = HEADER_LINES + lines.size() + 1;
        try {
            Row row = rowText.read(text);
            Line earlier = lines.putIfAbsent(row.sample().index(), new Line(row, text, number));
            if (earlier != null) {
                throw new IllegalArgumentException("sample %d is also in line %d, with %s"
                        .formatted(
                                row.sample().index(),
                                earlier.number,
                                earlier.row.equals(row)
                                        ? "the same labels: remove one of the two lines"
                                        : "%s instead of %s: remove the wrong line"
                                                .formatted(earlier.row.labels(), row.labels())));
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("line %d: %s".formatted(number, e.getMessage()), e);
        }
    }

    /**
     * Appends a row, with 8 significant digits, and forces it to the disk.
     *
     * @throws IllegalArgumentException if it is not the recipe's, cannot be true, or its sample has labels already
     * @throws IOException if it cannot be written, or somebody else wrote to the file
     */
    public synchronized void append(Row row) throws IOException {
        String text = LabelRowText.write(row);
        Row kept = rowText.read(text);
        int index = kept.sample().index();
        if (lines.containsKey(index)) {
            throw new IllegalArgumentException("sample %d has labels already".formatted(index));
        }
        file.append(text);
        lines.put(index, new Line(kept, text, HEADER_LINES + lines.size() + 1));
    }

    /**
     * Puts the rows of a complete table in the order of the samples, at once, so that the file does not tell which thread was
     * faster.
     *
     * @throws IllegalStateException if labels are missing
     */
    public synchronized void finish() throws IOException {
        complete();
        file.replace(lines.values().stream()
                .map(line -> line.text + "\n")
                .collect(Collectors.joining("", LabelHeaderText.write(header), "")));
    }

    /** The samples that have no label yet, by index. */
    public synchronized List<Sample> missing() {
        return header.recipe().samples().stream()
                .filter(s -> !lines.containsKey(s.index()))
                .toList();
    }

    /** The rows that there are, by index. */
    public synchronized List<Row> rows() {
        return lines.values().stream().map(Line::row).toList();
    }

    /** All rows, by index. @throws IllegalStateException if labels are missing */
    public synchronized List<Row> complete() {
        List<Sample> missing = missing();
        if (!missing.isEmpty()) {
            String first = missing.stream()
                    .limit(INDICES_SHOWN)
                    .map(s -> String.valueOf(s.index()))
                    .collect(Collectors.joining(" "));
            throw new IllegalStateException(
                    "label table %s has %d of %d samples, %d are missing (%s%s): finish it with 'dataset label --labels %s'"
                            .formatted(
                                    file.path(),
                                    lines.size(),
                                    header.recipe().size(),
                                    missing.size(),
                                    first,
                                    missing.size() > INDICES_SHOWN ? " ..." : "",
                                    file.path()));
        }
        return rows();
    }

    public Header header() {
        return header;
    }

    public Path file() {
        return file.path();
    }
}
