package io.temper.cli;

import io.temper.app.Home;
import io.temper.evaluation.SeedSelection;
import io.temper.generation.LabelTable;
import io.temper.material.Property;
import io.temper.report.LearningCurveChart;
import io.temper.vaereg.network.NetworkShape;
import io.temper.vaereg.training.PropertySettings;
import io.temper.vaereg.training.StyleSettings;
import io.temper.vaereg.training.TrainingData;
import io.temper.vaereg.training.TrainingListener;
import io.temper.vaereg.training.TrainingSettings;
import io.temper.vaereg.training.TrainingSettings.Stage;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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

    @Option(
            names = "--modes",
            split = ",",
            defaultValue = "4,1,2,8",
            paramLabel = "K",
            description = {
                "components of the prior p(z|c): training uses the first; of several,",
                "the one with the least verified inverse error is kept"
            })
    List<Integer> modes;

    @Option(
            names = "--decoder",
            defaultValue = "random_field",
            paramLabel = "KIND",
            description = {
                "what makes a field of a latent point: random_field (smoothed noises, cut at a level)",
                "or convolutions (the paper's)"
            })
    NetworkShape.Decoder decoder;

    @Option(
            names = "--properties",
            split = ",",
            paramLabel = "C11",
            description = "what the model is to know instead of all that the labels hold")
    List<Property> properties = List.of();

    @Mixin
    FoldOption fold;

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
            description = "steps of every stage and decoded fields to label, as a multiple of the recipe's")
    double effort;

    @Option(
            names = "--style",
            defaultValue = "descriptors",
            paramLabel = "KIND",
            description = {
                "what makes a decoded field look like its input: descriptors (two-point statistics),",
                "grams (the paper's: VGG19 features of slices) or mean_grams (averaged over an axis)"
            })
    StyleSettings.Kind style;

    @Option(
            names = "--vgg19",
            paramLabel = "FILE",
            description =
                    "your weights of VGG19 for grams: Keras notop .h5, .npz or .safetensors; without it fixed random filters")
    @Nullable Path vgg19;

    @Option(
            names = "--slices",
            defaultValue = "4",
            paramLabel = "N",
            description = "slices along each axis that grams compare in a step, 1..51; 51 takes them all")
    int slices;

    @Option(
            names = "--weights",
            split = ",",
            paramLabel = "W",
            description = {
                "weights of regression, style, KL, auxiliary and variance terms instead of 3,1,0.003,0.3,0.1;",
                "with 0 for regression a plain VAE, whose prior knows no property"
            })
    List<Double> weights = List.of();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "rounds in which the decoder learns to meet properties, instead of the recipe's 3")
    @Nullable Integer rounds;

    @Option(
            names = "--from",
            paramLabel = "DIR",
            description = {
                "go on with the trained model in DIR: more rounds of its decoder, calibration, nothing else;",
                "the labels must be those that it was trained on"
            })
    @Nullable Path from;

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
        TrainingSettings settings = TrainingSettings.RECIPE
                .scaled(effort)
                .withThreads(threads)
                .withStyle(new StyleSettings(style, vgg19, slices))
                .withWeights(weights());
        List<Property> known = properties.isEmpty() ? table.header().properties() : properties;
        PropertySettings property = PropertySettings.RECIPE.scaled(effort);
        SeedSelection selection = new SeedSelection(
                table,
                TrainingData.of(table, known, fold.number),
                solver.solver(home),
                out,
                rounds == null ? property : property.withRounds(rounds));
        List<SeedSelection.Candidate> candidates;
        if (from != null) {
            candidates = selection.teach(from, seeds, settings, new Listener());
        } else {
            candidates = selection.train(modes, decoder, seeds, settings, new Listener());
            for (long seed : seeds) {
                console().progress("learning curve: " + LearningCurveChart.draw(out.resolve("seed-" + seed)));
            }
        }
        console().result(Map.of("model", out.resolve("model").toString(), "candidates", candidates));
        return 0;
    }

    private TrainingSettings.Weights weights() {
        if (weights.isEmpty()) {
            return TrainingSettings.RECIPE.weights();
        } else if (weights.size() != 5) {
            throw new IllegalArgumentException(
                    "--weights %s: give five, of regression, style, KL, auxiliary and variance".formatted(weights));
        }
        return new TrainingSettings.Weights(
                weights.get(0), weights.get(1), weights.get(2), weights.get(3), weights.get(4));
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
