package io.temper.cli;

import io.temper.app.Home;
import io.temper.generation.DatasetLabeller;
import io.temper.generation.LabelTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Builds and labels a dataset. */
@Command(
        name = "dataset",
        description = "Generate and label the training microstructures; goes on where an earlier run stopped.")
final class Dataset extends Subcommand {
    @Mixin
    LabelOptions labels;

    @Mixin
    SolverOptions solver;

    @Override
    public Integer call() throws Exception {
        Home home = Home.find();
        LabelTable table = labels.open(home);
        Path work = Files.createTempDirectory("temper-dataset");
        ProgressBar bar = new ProgressBar(console(), "label");
        new DatasetLabeller(solver.solver(home), work)
                .label(table, (done, total, left) -> bar.show(done, total, "", left));
        console().result(Map.of("samples", table.complete().size()));
        return 0;
    }
}
