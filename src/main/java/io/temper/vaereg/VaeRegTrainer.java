package io.temper.vaereg;

import io.temper.generation.Split;
import io.temper.vaereg.TrainingSettings.Stage;
import io.temper.vaereg.style.SliceDraw;
import io.temper.vaereg.style.StyleLoss;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Trains a VAE-Reg model in three stages, the generator refitted after the first and the last (see {@link Stage}).
 *
 * <p>Every random number of a step is drawn from the seed, the stage and the step, so that a resumed training goes on
 * exactly as an undisturbed one would. A checkpoint is written at the end of each stage and every {@value
 * #CHECKPOINT_STEPS} steps.
 */
public final class VaeRegTrainer {
    private static final int CHECKPOINT_STEPS = 100;
    private static final int EVALUATION_BATCH = 8;
    /** Most validation samples that the learning curve looks at, spread over all. */
    private static final int EVALUATED = 256;
    /** Fewest looks at the validation part in each stage. */
    private static final int EVALUATIONS = 8;
    /** What ends a finished training's checkpoint in place of a stage. */
    private static final String FINISHED = "FINISHED";

    private final TrainingData data;
    private final NetworkShape shape;
    private final TrainingSettings settings;
    private final Path folder;
    private final TrainingListener listener;
    private final DescriptorTable descriptors;
    private final TrainingGraph.DescriptorScale scale;
    private final @Nullable StyleLoss grams;

    /** Where training stands: the next step to take, and the best validation loss of the joint stage so far. */
    private record Progress(String stage, int step, double bestLoss, int bestEvaluation) {}

    /** What a step is fed with. */
    private record Step(int number, TrainingData.Batch batch, float[] descriptors, float[] noise) {}

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
            Progress progress = resume(graph);
            for (Stage stage : Stage.values()) {
                if (progress.stage().equals(stage.name())) {
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

    private Progress run(TrainingGraph graph, Stage stage, Progress from) throws IOException {
        int steps = settings.steps(stage);
        int interval = Math.max(1, Math.min(data.indices(Split.TRAIN).length / stage.batch(), steps / EVALUATIONS));
        Progress progress = from;
        Smoothed loss = new Smoothed();
        long start = System.nanoTime();
        CompletableFuture<Step> next = ahead(stage, from.step());
        for (int step = from.step(); step < steps; step++) {
            Step now = next.join();
            next = ahead(stage, step + 1);
            loss.add(step(graph, stage, now));
            double perStep = (System.nanoTime() - start) * 1e-9 / (step + 1 - from.step());
            listener.step(stage, step + 1, steps, loss.value(), perStep * (steps - step - 1));
            progress = new Progress(stage.name(), step + 1, progress.bestLoss(), progress.bestEvaluation());
            if ((step + 1) % interval == 0 || step + 1 == steps) {
                double[] terms = validate(graph, stage);
                record(stage, step + 1, loss.value(), terms);
                if (stage == Stage.JOINT) {
                    int number = (step + 1) / interval;
                    if (terms[0] < progress.bestLoss()) {
                        progress = new Progress(stage.name(), step + 1, terms[0], number);
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
        if (Files.exists(file) && Files.exists(RegressorRefit.validationFile(folder))) {
            return SafeTensors.read(file).arrays();
        }
        FeatureSet training = FeatureSet.of(graph::trunk, data, descriptors, Split.TRAIN, RegressorRefit.VIEWS);
        FeatureSet validation = FeatureSet.of(graph::trunk, data, descriptors, Split.VALIDATION, 1);
        RegressorRefit.keep(folder, training, validation);
        RegressorFit.Fit found = RegressorRefit.fit(shape, settings, scale, training, List.of(validation));
        listener.note(String.format(
                Locale.ROOT, "regressor: mean squared error %.5f on validation", found.validationError()));
        SafeTensors.write(file, new SafeTensors.Content(found.weights(), Map.of()));
        return found.weights();
    }

    /** Makes the input of a step while the step before it computes. */
    private CompletableFuture<Step> ahead(Stage stage, int step) {
        return CompletableFuture.supplyAsync(() -> {
            RandomGenerator random =
                    new SplittableRandom(settings.seed() * 1_000_003 + stage.ordinal() * 500_009L + step);
            return input(step, data.batch(batch(stage, step), random), random);
        });
    }

    private Progress finish(TrainingGraph graph, Stage stage, Progress progress) throws IOException {
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
                return new Progress(FINISHED, 0, progress.bestLoss(), progress.bestEvaluation());
            }
        }
        return new Progress(Stage.values()[stage.ordinal() + 1].name(), 0, Double.POSITIVE_INFINITY, 0);
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
    private double step(TrainingGraph graph, Stage stage, Step input) {
        int step = input.number();
        try (Feeds feeds = feeds(graph, input)) {
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

    /** The samples of a step: the training part in an order shuffled anew for each epoch. */
    private int[] batch(Stage stage, int step) {
        int[] all = data.indices(Split.TRAIN);
        int[] batch = new int[stage.batch()];
        for (int i = 0; i < batch.length; i++) {
            long drawn = (long) step * batch.length + i;
            int[] order = all.clone();
            shuffle(
                    order,
                    new SplittableRandom(settings.seed() * 7_919 + stage.ordinal() * 104_729L + drawn / all.length));
            batch[i] = order[(int) (drawn % all.length)];
        }
        return batch;
    }

    private static void shuffle(int[] values, RandomGenerator random) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int v = values[i];
            values[i] = values[j];
            values[j] = v;
        }
    }

    /** @param random for z's noise; without it z is its mean */
    private Step input(int step, TrainingData.Batch batch, @Nullable RandomGenerator random) {
        float[] noise = new float[batch.indices().length * shape.latent()];
        for (int i = 0; random != null && i < noise.length; i++) {
            noise[i] = (float) random.nextGaussian();
        }
        return new Step(step, batch, descriptors.of(batch), noise);
    }

    private Feeds feeds(TrainingGraph graph, Step input) {
        int n = NetworkShape.GRID;
        int count = input.batch().indices().length;
        Feeds feeds = new Feeds(graph.session);
        if (grams != null && graph.slices != null) {
            SplittableRandom random = new SplittableRandom(settings.seed() * 15_485_863 + input.number());
            int[] drawn = SliceDraw.draw(random, n, grams.slicesPerAxis());
            feeds.feedInts(graph.slices, drawn, 3, grams.slicesPerAxis());
        }
        return feeds.feed(graph.x, input.batch().x(), count, n, n, n)
                .feed(graph.c, input.batch().c(), count, shape.properties())
                .feed(graph.noise, input.noise(), count, shape.latent())
                .feed(graph.target, input.descriptors(), count, DescriptorTable.COUNT);
    }

    /** Terms of the loss over samples spread over the validation part, in the order of {@link TrainingGraph#TERMS}. */
    private double[] validate(TrainingGraph graph, Stage stage) {
        int[] all = data.indices(Split.VALIDATION);
        int stride = (all.length + EVALUATED - 1) / EVALUATED;
        int[] used = IntStream.range(0, all.length / stride)
                .map(i -> all[i * stride])
                .toArray();
        double[] sum = new double[TrainingGraph.TERMS.size()];
        for (int from = 0; from < used.length; from += EVALUATION_BATCH) {
            int[] batch = Arrays.copyOfRange(used, from, Math.min(used.length, from + EVALUATION_BATCH));
            try (Feeds feeds = feeds(graph, input(0, data.batch(batch, null), null))) {
                feeds.scalar(graph.temperature, 1)
                        .scalar(graph.klWeight, settings.weights().kl());
                terms(graph, stage).forEach(feeds::fetch);
                float[][] terms = feeds.run();
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += terms[i][0] * batch.length / used.length;
                }
            }
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

    private void save(TrainingGraph graph, Progress progress) throws IOException {
        saveAs(graph, progress, checkpoint());
    }

    private void saveAs(TrainingGraph graph, Progress progress, Path file) throws IOException {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("stage", progress.stage());
        metadata.put("step", Integer.toString(progress.step()));
        metadata.put("bestLoss", Double.toString(progress.bestLoss()));
        metadata.put("bestEvaluation", Integer.toString(progress.bestEvaluation()));
        metadata.put("settings", fingerprint());
        SafeTensors.write(file, new SafeTensors.Content(graph.state(), metadata));
    }

    private Progress resume(TrainingGraph graph) throws IOException {
        if (!Files.exists(checkpoint())) {
            LearningCurve.start(folder);
            return new Progress(Stage.ENCODER.name(), 0, Double.POSITIVE_INFINITY, 0);
        }
        SafeTensors.Content content = SafeTensors.read(checkpoint());
        Map<String, String> m = content.metadata();
        if (!fingerprint().equals(m.get("settings"))) {
            throw new IOException(
                    "%s was made with other settings (%s) than now asked for (%s): use them, or another folder"
                            .formatted(checkpoint(), m.get("settings"), fingerprint()));
        }
        graph.restore(content.arrays());
        Progress progress = new Progress(
                m.getOrDefault("stage", ""),
                Integer.parseInt(m.getOrDefault("step", "0")),
                Double.parseDouble(m.getOrDefault("bestLoss", "Infinity")),
                Integer.parseInt(m.getOrDefault("bestEvaluation", "0")));
        listener.note("resumed at step %d of stage %s".formatted(progress.step(), progress.stage()));
        return progress;
    }

    private String fingerprint() {
        return "%s of %s, %s, %d samples"
                .formatted(
                        shape,
                        data.properties(),
                        settings.withThreads(1),
                        data.samples().size());
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
