package io.temper.cli;

import io.temper.app.Home;
import io.temper.fem.FemSolver;
import io.temper.generation.DatasetLabeller;
import io.temper.generation.LabelTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.ScopeType;

/** Builds and labels a dataset. Its options are its subcommand's too; without one it labels. */
@Command(
        name = "dataset",
        description = "Make and label the training microstructures.",
        subcommands = Dataset.Label.class)
final class Dataset extends Subcommand {
    @Option(
            names = "--labels",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "label table to start or to go on with, instead of " + LabelOptions.DEFAULT_LABELS)
    @Nullable Path file;

    @Mixin
    RecipeOptions recipe;

    @Option(
            names = "--solver",
            scope = ScopeType.INHERIT,
            paramLabel = "NAME",
            description = "an adapter of fem-adapters/, or 'embedded': the adapter voxel's solver within this process"
                    + " (default: embedded)")
    @Nullable String solver;

    @Option(
            names = "--workers",
            scope = ScopeType.INHERIT,
            paramLabel = "N",
            description = "samples that are solved at once; an adapter may itself allow fewer (default: one per core)")
    @Nullable Integer workers;

    @Override
    public Integer call() throws Exception {
        Path path = file == null ? Home.find().folder().resolve(LabelOptions.DEFAULT_LABELS) : file;
        DatasetLabeller labeller = new DatasetLabeller(solver(), work(path), workers());
        LabelTable table = open(path);
        ProgressBar bar = new ProgressBar(console(), "label");
        labeller.label(
                table,
                (done, total, rate, left) -> bar.show(done, total, String.format(Locale.ROOT, "%.2f/s", rate), left));
        console().result(Map.of("samples", table.complete().size(), "labels", path.toString()));
        return 0;
    }

    /** Beside the table, so that a later run finds what an earlier one, which was killed, had in work. */
    private static Path work(Path labels) {
        return labels.resolveSibling(labels.getFileName() + ".work");
    }

    private LabelTable open(Path path) throws IOException {
        return LabelTable.open(
                path, Files.exists(path) ? recipe.over(LabelTable.read(path).header()) : recipe.header());
    }

    private FemSolver solver() {
        return SolverOptions.solver(Home.find(), solver == null ? SolverOptions.EMBEDDED : solver);
    }

    private int workers() {
        return workers == null ? Runtime.getRuntime().availableProcessors() : workers;
    }

    /** The one thing to do with a dataset so far. */
    @Command(
            name = "label",
            description = {
                "Label the microstructures of a table by finite elements, several at once.",
                "Goes on where an earlier run stopped, however it ended."
            })
    static final class Label extends WithHelp {
        @ParentCommand
        Dataset dataset;

        @Override
        public Integer call() throws Exception {
            return dataset.call();
        }
    }
}
