package io.temper.cli;

import io.temper.app.Home;
import io.temper.fem.FemProblem;
import io.temper.generation.DatasetRecipe;
import io.temper.generation.LabelTable;
import io.temper.material.Phases;
import io.temper.material.Property;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which labelled dataset: the paper's two morphologies, C11. */
final class LabelOptions {
    /** The dataset of the model that comes with temper. */
    private static final long SEED = 1;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "label table instead of docs/science/labels-c11.csv, which comes with temper")
    @Nullable Path file;

    @Option(names = "--dataset-seed", defaultValue = "1", paramLabel = "N", description = "seed of the dataset")
    long seed = SEED;

    @Option(names = "--per-filter", defaultValue = "150", paramLabel = "N", description = "samples per morphology")
    int perFilter;

    /** Opens the table, or starts it. */
    LabelTable open(Home home) throws IOException {
        Path table = file == null ? home.folder().resolve("docs/science/labels-c11.csv") : file;
        DatasetRecipe paper = DatasetRecipe.paperMorphologies(seed);
        return LabelTable.open(
                table,
                new LabelTable.Header(
                        new DatasetRecipe(paper.filters(), perFilter, seed),
                        51,
                        Phases.PAPER,
                        List.of(Property.C11),
                        FemProblem.DEFAULT_RTOL));
    }
}
