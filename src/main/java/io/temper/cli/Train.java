package io.temper.cli;

import io.temper.app.Home;
import io.temper.evaluation.SeedSelection;
import io.temper.generation.LabelTable;
import io.temper.vaereg.TrainingListener;
import io.temper.vaereg.TrainingSettings;
import io.temper.vaereg.TrainingSettings.Stage;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains VAE-Reg. */
@Command(
        name = "train",
        description = {
            "Train VAE-Reg, one model per seed, and keep the best by verified error at validation targets.",
            "Goes on where an earlier run in the same folder stopped."
        })
final class Train extends Subcommand {
    @Mixin
    LabelOptions labels;

    @Mixin
    SolverOptions solver;

    @Mixin
    DeviceOption device;

    @Option(
            names = "--seeds",
            split = ",",
            defaultValue = "1,2,3",
            paramLabel = "N",
            description = "seeds to train with")
    List<Long> seeds;

    @Option(names = "--modes", defaultValue = "2", paramLabel = "K", description = "components of the prior p(z|c)")
    int modes;

    @Option(
            names = "--threads",
            defaultValue = "1",
            paramLabel = "N",
            description = "TensorFlow's threads; 1 gives the same numbers in every run")
    int threads;

    @Option(
            names = "--effort",
            defaultValue = "1",
            paramLabel = "X",
            description = "steps of every stage, as a multiple of the recipe's")
    double effort;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "checkpoints, learning curves, and the chosen model in DIR/model")
    Path out;

    @Override
    public Integer call() throws Exception {
        device.use();
        Home home = Home.find();
        LabelTable table = labels.open(home);
        TrainingSettings settings = TrainingSettings.RECIPE.scaled(effort).withThreads(threads);
        List<SeedSelection.Candidate> candidates =
                new SeedSelection(table, solver.solver(home), out).train(modes, seeds, settings, new Listener());
        console().result(Map.of("model", out.resolve("model").toString(), "candidates", candidates));
        return 0;
    }

    private final class Listener implements TrainingListener {
        private final ProgressBar bar = new ProgressBar(console(), "train");

        @Override
        public void step(Stage stage, int step, int steps, double loss, double secondsLeft) {
            String note =
                    String.format(Locale.ROOT, "%s loss %.4f", stage.name().toLowerCase(Locale.ROOT), loss);
            bar.show(step, steps, note, secondsLeft);
        }

        @Override
        public void note(String line) {
            console().progress(line);
        }
    }
}
