package io.temper.cli;

import io.temper.app.Home;
import io.temper.generation.LabelTable;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which label table. What its samples and labels are, its own header says. */
final class LabelOptions {
    /** The table that comes with temper, in temper's folder. */
    static final String DEFAULT_LABELS = Home.LABELS;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "label table instead of " + DEFAULT_LABELS + ", which comes with temper")
    @Nullable Path file;

    /** Opens the table, which must be there. */
    LabelTable open(Home home) throws IOException {
        return LabelTable.read(file == null ? home.labels() : file);
    }
}
