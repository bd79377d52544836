package io.temper.cli;

import io.temper.app.Home;
import io.temper.evaluation.ForwardAccuracy;
import io.temper.evaluation.baseline.Baseline;
import io.temper.evaluation.baseline.BaselineScore;
import io.temper.evaluation.baseline.CnnBaseline;
import io.temper.evaluation.baseline.FeatureBaseline;
import io.temper.evaluation.baseline.Features;
import io.temper.evaluation.baseline.GaussianProcess;
import io.temper.evaluation.baseline.HillAverage;
import io.temper.evaluation.baseline.LatentFeatures;
import io.temper.evaluation.baseline.MemoizedFeatures;
import io.temper.evaluation.baseline.RidgeRegression;
import io.temper.evaluation.baseline.TrainLimit;
import io.temper.evaluation.baseline.TwoPointFeatures;
import io.temper.generation.LabelTable;
import io.temper.material.AtomicFile;
import io.temper.material.Phases;
import io.temper.vaereg.DjlVaeReg;
import io.temper.vaereg.VaeReg;
import io.temper.vaereg.cnn.RegressionCnnListener;
import io.temper.vaereg.cnn.RegressionCnnSettings;
import io.temper.vaereg.training.TrainingData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What VAE-Reg's predictions are measured against. */
@Command(
        name = "baselines",
        description = {
            "Train other ways to predict stiffness on the same samples, and score them on the same test split:",
            "hill, two-point-quadratic, two-point-gp, cnn and, with --vae, vae-linear, vae-quadratic, vae-gp."
        })
final class Baselines extends Subcommand {
    private static final String RESULTS = "baselines.json";

    @Mixin
    LabelOptions labels;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "these baselines; without it all that can be had")
    List<String> only = List.of();

    @Option(
            names = "--vae",
            paramLabel = "DIR",
            description = "folder of a model trained with regression weight 0: its latent means are features")
    @Nullable Path vae;

    @Mixin
    FoldOption fold;

    @Option(
            names = "--train-limit",
            paramLabel = "N",
            description = "train on N samples, evenly taken, of the training split")
    @Nullable Integer trainLimit;

    @Option(names = "--steps", paramLabel = "N", defaultValue = "6000", description = "most steps of the cnn")
    int steps;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "of the cnn's weights and batches")
    long seed;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "TensorFlow's threads; 1 gives the same numbers in every run")
    int threads;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "results go to DIR/" + RESULTS)
    Path out;

    @Override
    public Integer call() throws Exception {
        RegressionCnnSettings cnn = RegressionCnnSettings.DEFAULT
                .withSeed(seed)
                .withThreads(threads)
                .withSteps(steps);
        Path results = out.resolve(RESULTS);
        if (Files.exists(results)) {
            throw new IOException("%s holds earlier results: choose another --out".formatted(results));
        }
        try (DjlVaeReg model = vae == null ? null : DjlVaeReg.load(vae)) {
            LabelTable table = labels.open(Home.find());
            List<Baseline> baselines = chosen(all(table.header().phases(), model, cnn));
            TrainingData data = TrainingData.of(table, table.header().properties(), fold.number);
            data = trainLimit == null ? data : TrainLimit.of(data, trainLimit);
            List<BaselineScore> scores = new ArrayList<>();
            for (Baseline baseline : baselines) {
                say("%s: training", baseline.name());
                scores.add(BaselineScore.of(baseline, data));
                // written after each: a later one that fails, or a kill, loses nothing
                AtomicFile.write(results, Console.JSON.writeValueAsBytes(scores));
            }
            table(scores);
            console().result(Map.of("baselines", scores));
        }
        return 0;
    }

    /** By name, cheapest first. */
    private Map<String, Baseline> all(Phases phases, @Nullable VaeReg model, RegressionCnnSettings cnn) {
        Features twoPoint = new MemoizedFeatures(new TwoPointFeatures());
        List<Baseline> baselines = new ArrayList<>(List.of(
                new HillAverage(phases),
                new FeatureBaseline(twoPoint, new RidgeRegression(2)),
                new FeatureBaseline(twoPoint, new GaussianProcess())));
        if (model != null) {
            Features latent = new MemoizedFeatures(new LatentFeatures(model));
            baselines.add(new FeatureBaseline(latent, new RidgeRegression(1)));
            baselines.add(new FeatureBaseline(latent, new RidgeRegression(2)));
            baselines.add(new FeatureBaseline(latent, new GaussianProcess()));
        }
        baselines.add(new CnnBaseline(cnn, new Listener()));
        Map<String, Baseline> byName = new LinkedHashMap<>();
        baselines.forEach(b -> byName.put(b.name(), b));
        return byName;
    }

    private List<Baseline> chosen(Map<String, Baseline> all) {
        List<Baseline> chosen = new ArrayList<>();
        for (String name : only.isEmpty() ? all.keySet() : only) {
            Baseline baseline = all.get(name);
            if (baseline == null) {
                throw new IllegalArgumentException("no baseline '%s': use %s%s"
                        .formatted(
                                name,
                                String.join(" ", all.keySet()),
                                vae == null ? ", and with --vae DIR those on latent means" : ""));
            }
            chosen.add(baseline);
        }
        return chosen;
    }

    private void table(List<BaselineScore> scores) {
        say("%-20s %-8s %9s %8s %9s", "baseline", "property", "MAPE", "R2", "seconds");
        for (BaselineScore s : scores) {
            for (ForwardAccuracy a : s.test()) {
                say("%-20s %-8s %7.2f %% %8.4f %9.1f", s.name(), a.property(), 100 * a.mape(), a.r2(), s.seconds());
            }
        }
    }

    private void say(String format, Object... values) {
        console().progress(String.format(Locale.ROOT, format, values));
    }

    private final class Listener implements RegressionCnnListener {
        private final ProgressBar bar = new ProgressBar(console(), "cnn");

        @Override
        public void step(int step, int most, double loss, double samplesPerSecond, double secondsLeft) {
            String note = String.format(Locale.ROOT, "loss %.4f, %.1f samples/s", loss, samplesPerSecond);
            bar.show(step, most, note, secondsLeft);
        }

        @Override
        public void note(String line) {
            console().progress("cnn " + line);
        }
    }
}
