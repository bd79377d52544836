package io.temper.vaereg.training;

import io.temper.generation.Split;
import io.temper.vaereg.network.Feeds;
import io.temper.vaereg.network.NetworkShape;
import io.temper.vaereg.network.TrainedWeights;
import io.temper.vaereg.style.StyleLoss;
import io.temper.vaereg.training.TrainingSettings.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Trains a VAE-Reg model in three stages, the generator refitted after the first and the last (see {@link Stage}).
 *
 * <p>A checkpoint is written at the end of each stage and every {@value #CHECKPOINT_STEPS} steps; a resumed training goes on
 * exactly as an undisturbed one would.
 */
public final class VaeRegTrainer {
    private static final int CHECKPOINT_STEPS = 100;
    /** Fewest looks at the validation part in each stage. */
    private static final int EVALUATIONS = 8;

    private final TrainingData data;
    private final NetworkShape shape;
    private final TrainingSettings settings;
    private final Path folder;
    private final TrainingListener listener;
    private final DescriptorTable descriptors;
    private final TrainingGraph.DescriptorScale scale;
    private final @Nullable StyleLoss grams;
    private final TrainingInput input;

    /**
     * @param folder for checkpoints and the learning curve; made if missing
     * @throws IOException if the style loss needs a file of weights that cannot be read
     */
    public VaeRegTrainer(
            TrainingData data, NetworkShape shape, TrainingSettings settings, Path folder, TrainingListener listener)
            throws IOException {
        this.data = data;
        this.shape = shape;
        this.settings = settings;
        this.folder = folder;
        this.listener = listener;
        this.descriptors = new DescriptorTable(data);
        this.scale = descriptors.scale(data.indices(Split.TRAIN));
        this.grams = GramChoice.of(settings, data);
        this.input = new TrainingInput(data, shape.latent(), settings, descriptors, grams);
    }

    /**
     * Trains, or goes on from the folder's checkpoint.
     *
     * @return the weights by name and what is known of how they came about
     * @throws IOException if the folder cannot be written, or its checkpoint is damaged or of other settings
     */
    public TrainedWeights train() throws IOException {
        Files.createDirectories(folder);
        try (descriptors;
                TrainingGraph graph = new TrainingGraph(shape, settings, scale, grams)) {
            TrainingProgress progress = resume(graph);
            for (Stage stage : Stage.values()) {
                if (progress.in(stage)) {
                    progress = run(graph, stage, progress);
                    save(graph, progress);
                }
            }
            Map<String, float[]> weights =
                    new LinkedHashMap<>(graph.parameters.values(graph.session, "encoder.", "generator.", "decoder."));
            weights.putAll(regressor(graph));
            return new TrainedWeights(shape, weights, progress.bestLoss());
        }
    }

    private TrainingProgress run(TrainingGraph graph, Stage stage, TrainingProgress from) throws IOException {
        int steps = settings.steps(stage);
        int interval = Math.max(1, Math.min(data.indices(Split.TRAIN).length / stage.batch(), steps / EVALUATIONS));
        TrainingProgress progress = from;
        Smoothed loss = new Smoothed();
        long start = System.nanoTime();
        CompletableFuture<TrainingInput.Step> next = input.ahead(stage, from.step());
        for (int step = from.step(); step < steps; step++) {
            TrainingInput.Step now = next.join();
            next = input.ahead(stage, step + 1);
            loss.add(step(graph, stage, now));
            double perStep = (System.nanoTime() - start) * 1e-9 / (step + 1 - from.step());
            listener.step(stage, step + 1, steps, loss.value(), perStep * (steps - step - 1));
            progress = progress.at(step + 1);
            if ((step + 1) % interval == 0 || step + 1 == steps) {
                double[] terms = validate(graph, stage);
                record(stage, step + 1, loss.value(), terms);
                if (stage == Stage.JOINT) {
                    int number = (step + 1) / interval;
                    if (terms[0] < progress.bestLoss()) {
                        progress = progress.best(terms[0], number);
                        saveAs(graph, progress, best());
                    } else if (number - progress.bestEvaluation() >= settings.patience()) {
                        listener.note("stopped early at step %d: validation loss has not fallen for %d evaluations"
                                .formatted(step + 1, settings.patience()));
                        break;
                    }
                }
            }
            if ((step + 1) % CHECKPOINT_STEPS == 0) {
                save(graph, progress);
            }
        }
        next.join();
        return finish(graph, stage, progress);
    }

    /** The regressor's weights, trained or read from the folder. */
    private Map<String, float[]> regressor(TrainingGraph graph) throws IOException {
        Path file = folder.resolve("regressor.safetensors");
        if (Files.exists(file) && FeatureParts.in(folder)) {
            return SafeTensors.read(file).arrays();
        }
        FeatureParts features =
                FeatureParts.of(graph::trunk, data, descriptors, 1).write(folder);
        RegressorFit.Fit found =
                RegressorRefit.fit(shape, settings, scale, features.training(), List.of(features.validation()));
        listener.note(String.format(
                Locale.ROOT, "regressor: mean squared error %.5f on validation", found.validationError()));
        SafeTensors.write(file, new SafeTensors.Content(found.weights(), Map.of()));
        return found.weights();
    }

    private TrainingProgress finish(TrainingGraph graph, Stage stage, TrainingProgress progress) throws IOException {
        switch (stage) {
            case ENCODER -> {
                if (settings.weights().regression() > 0) { // a plain VAE's prior knows no c until it is trained
                    refit(graph);
                }
            }
            case DECODER -> {}
            case JOINT -> {
                graph.restore(SafeTensors.read(best()).arrays());
                refit(graph);
                EncodedSet.of(graph, data, Split.TRAIN).write(ModeFit.trainingFile(folder));
                EncodedSet.of(graph, data, Split.VALIDATION).write(ModeFit.validationFile(folder));
                return progress.finished();
            }
        }
        return TrainingProgress.startOf(Stage.values()[stage.ordinal() + 1]);
    }

    private void refit(TrainingGraph graph) {
        EncodedSet set = EncodedSet.of(graph, data, Split.TRAIN);
        GeneratorRefit.Fit fit = new GeneratorRefit(shape, set)
                .run(
                        graph.parameters.values(graph.session, "generator."),
                        settings.seed(),
                        settings.refitSteps(),
                        settings.threads());
        graph.parameters.assign(graph.session, fit.weights());
        listener.note(String.format(Locale.ROOT, "generator refitted: KL %.2f -> %.2f nats", fit.before(), fit.kl()));
    }

    /** One step; returns the loss before it. */
    private double step(TrainingGraph graph, Stage stage, TrainingInput.Step now) {
        int step = now.number();
        try (Feeds feeds = input.feeds(graph, now)) {
            feeds.scalar(graph.temperature, settings.temperature(stage, step))
                    .scalar(graph.klWeight, settings.klWeight(stage, step))
                    .fetch(terms(graph, stage).get(stage == Stage.DECODER ? TrainingGraph.STYLE : 0));
            Objects.requireNonNull(graph.optimisers.get(stage)).addTo(feeds, settings.rate(stage, step), step + 1);
            double loss = feeds.run()[0][0];
            if (!Double.isFinite(loss)) {
                throw new IllegalStateException(
                        "training diverged: the loss of step %d of stage %s is %s; try another seed"
                                .formatted(step + 1, stage, loss));
            }
            return loss;
        }
    }

    private static List<Operand<TFloat32>> terms(TrainingGraph graph, Stage stage) {
        return stage == Stage.ENCODER ? graph.encoderTerms : graph.jointTerms;
    }

    /** Terms of the loss over samples spread over the validation part, in the order of {@link TrainingGraph#TERMS}. */
    private double[] validate(TrainingGraph graph, Stage stage) {
        double[] sum = new double[TrainingGraph.TERMS.size()];
        int count = 0;
        for (TrainingInput.Step batch : (Iterable<TrainingInput.Step>) input.validation()::iterator) {
            try (Feeds feeds = input.feeds(graph, batch)) {
                feeds.scalar(graph.temperature, 1)
                        .scalar(graph.klWeight, settings.weights().kl());
                terms(graph, stage).forEach(feeds::fetch);
                float[][] terms = feeds.run();
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += terms[i][0] * batch.count();
                }
            }
            count += batch.count();
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= count;
        }
        return sum;
    }

    private void record(Stage stage, int step, double trainingLoss, double[] validation) throws IOException {
        LearningCurve.append(folder, stage, step, trainingLoss, validation);
        listener.note(String.format(
                Locale.ROOT,
                "%s step %d: training %.4f, validation %.4f (regression %.4f, style %.4f, KL %.2f nats, auxiliary %.4f)",
                stage,
                step,
                trainingLoss,
                validation[0],
                validation[1],
                validation[2],
                validation[3],
                validation[4]));
    }

    private Path checkpoint() {
        return folder.resolve("checkpoint.safetensors");
    }

    private Path best() {
        return folder.resolve("best.safetensors");
    }

    private void save(TrainingGraph graph, TrainingProgress progress) throws IOException {
        saveAs(graph, progress, checkpoint());
    }

    private void saveAs(TrainingGraph graph, TrainingProgress progress, Path file) throws IOException {
        Map<String, String> metadata = new LinkedHashMap<>(progress.metadata());
        metadata.put("settings", fingerprint());
        SafeTensors.write(file, new SafeTensors.Content(graph.state(), metadata));
    }

    private TrainingProgress resume(TrainingGraph graph) throws IOException {
        if (!Files.exists(checkpoint())) {
            LearningCurve.start(folder);
            return TrainingProgress.startOf(Stage.ENCODER);
        }
        SafeTensors.Content content = SafeTensors.read(checkpoint());
        String made = content.metadata().get("settings");
        if (!fingerprint().equals(made)) {
            throw new IOException(
                    "%s was made with other settings (%s) than now asked for (%s): use them, or another folder"
                            .formatted(checkpoint(), made, fingerprint()));
        }
        graph.restore(content.arrays());
        TrainingProgress progress = TrainingProgress.of(content.metadata());
        listener.note("resumed at step %d of stage %s".formatted(progress.step(), progress.stage()));
        return progress;
    }

    private String fingerprint() {
        return "%s of %s, %s, %d samples, fold %d"
                .formatted(
                        shape,
                        data.properties(),
                        settings.withThreads(1),
                        data.samples().size(),
                        data.fold());
    }

    /** Exponential mean that starts at the first value. */
    private static final class Smoothed {
        private double value = Double.NaN;

        void add(double v) {
            value = Double.isNaN(value) ? v : 0.95 * value + 0.05 * v;
        }

        double value() {
            return value;
        }
    }
}
