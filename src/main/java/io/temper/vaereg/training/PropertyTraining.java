package io.temper.vaereg.training;

import io.temper.generation.Split;
import io.temper.vaereg.network.NetworkShape;
import io.temper.vaereg.network.TrainedWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Teaches the decoder of a trained model to meet properties: two-point statistics, which the style loss compares, do not tell
 * how well the hard phase is connected, but the regressor that predicts does, and it is differentiable. Half of each batch are
 * reconstructions, which must keep their style; half are points of p(z|c), which inference decodes, and of which only c is
 * known. Everything but the decoder stays as it is.
 *
 * <p>Every random number of a step is drawn from the seed, the round and the step, so that a stopped training goes on exactly as an
 * undisturbed one would have.
 */
public final class PropertyTraining {
    private static final int CHECKPOINT_STEPS = 200;
    private static final int EVALUATED = 64;
    private static final int EVALUATION_BATCH = 8;
    /** Looks at the validation part in each round. */
    private static final int EVALUATIONS = 10;

    private final TrainingData data;
    private final TrainingSettings settings;
    private final PropertySettings property;
    private final TrainingListener listener;

    public PropertyTraining(
            TrainingData data, TrainingSettings settings, PropertySettings property, TrainingListener listener) {
        this.data = data;
        this.settings = settings;
        this.property = property;
        this.listener = listener;
    }

    /**
     * One round.
     *
     * @param trained with the regressor to follow
     * @param round from 1
     * @param folder for the checkpoint; a round that it holds goes on or is taken as it is
     * @return the same with another decoder
     * @throws IOException if the folder cannot be written, or its checkpoint is damaged or of another training
     */
    public TrainedWeights train(TrainedWeights trained, int round, Path folder) throws IOException {
        Files.createDirectories(folder);
        Path checkpoint = folder.resolve("decoder.safetensors");
        NetworkShape shape = trained.shape();
        try (DescriptorTable descriptors = new DescriptorTable(data);
                PropertyGraph graph =
                        new PropertyGraph(shape, trained.arrays(), property.weight(), settings.threads())) {
            PropertyBatches batches = new PropertyBatches(graph, data, descriptors, shape);
            int from = resume(graph, checkpoint, shape);
            if (from == 0) {
                evaluate(graph, batches, round, 0);
            }
            long start = System.nanoTime();
            for (int step = from; step < property.steps(); step++) {
                double[] terms = graph.step(
                        batches.rows(drawn(round, step), random(round, step)), property.rate(round, step), step + 1);
                if (!Double.isFinite(terms[0])) {
                    throw new IllegalStateException(
                            "training diverged: the loss of step %d of round %d is %s; try another seed"
                                    .formatted(step + 1, round, terms[0]));
                }
                boolean last = step + 1 == property.steps();
                if (last || (step + 1) % Math.max(1, property.steps() / EVALUATIONS) == 0) {
                    evaluate(graph, batches, round, step + 1);
                }
                if (last || (step + 1) % CHECKPOINT_STEPS == 0) {
                    save(graph, checkpoint, shape, step + 1);
                }
            }
            if (from < property.steps()) {
                listener.note(String.format(
                        Locale.ROOT, "%.2f s a step", (System.nanoTime() - start) * 1e-9 / (property.steps() - from)));
            }
            Map<String, float[]> weights = new LinkedHashMap<>(trained.arrays());
            weights.putAll(graph.decoder());
            return new TrainedWeights(shape, weights, trained.validationLoss());
        }
    }

    private RandomGenerator random(int round, int step) {
        return new SplittableRandom(settings.seed() * 32_452_843 + round * 1_299_709L + step);
    }

    /** The samples of a step. */
    private int[] drawn(int round, int step) {
        int[] all = data.indices(Split.TRAIN);
        return random(round, step)
                .ints(property.batch(), 0, all.length)
                .map(i -> all[i])
                .toArray();
    }

    /** Notes the terms over samples spread over the validation part. */
    private void evaluate(PropertyGraph graph, PropertyBatches batches, int round, int step) {
        int[] all = data.indices(Split.VALIDATION);
        int count = Math.min(EVALUATED, all.length);
        double[] sum = new double[PropertyGraph.TERMS.size()];
        for (int from = 0; from < count; from += EVALUATION_BATCH) {
            int[] some = new int[Math.min(EVALUATION_BATCH, count - from)];
            for (int i = 0; i < some.length; i++) {
                some[i] = all[(int) ((long) (from + i) * all.length / count)];
            }
            double[] terms = graph.loss(batches.rows(some, null));
            for (int i = 0; i < sum.length; i++) {
                sum[i] += terms[i] * some.length / count;
            }
        }
        listener.note(
                String.format(Locale.ROOT, "decoder, round %d, step %d: validation %s", round, step, described(sum)));
    }

    private static String described(double[] terms) {
        StringBuilder s = new StringBuilder();
        for (int i = 0; i < terms.length; i++) {
            s.append(String.format(Locale.ROOT, "%s%s %.4f", i == 0 ? "" : ", ", PropertyGraph.TERMS.get(i), terms[i]));
        }
        return s.toString();
    }

    private void save(PropertyGraph graph, Path file, NetworkShape shape, int step) throws IOException {
        SafeTensors.write(
                file,
                new SafeTensors.Content(
                        graph.state(), Map.of("step", Integer.toString(step), "settings", fingerprint(shape))));
    }

    /** The step to go on with. */
    private int resume(PropertyGraph graph, Path file, NetworkShape shape) throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        SafeTensors.Content content = SafeTensors.read(file);
        String made = content.metadata().getOrDefault("settings", "");
        if (!fingerprint(shape).equals(made)) {
            throw new IOException(
                    "%s was made with other settings (%s) than now asked for (%s): use them, or another folder"
                            .formatted(file, made, fingerprint(shape)));
        }
        graph.restore(content.arrays());
        int step = Integer.parseInt(content.metadata().getOrDefault("step", "0"));
        listener.note("resumed at step %d of the decoder".formatted(step));
        return step;
    }

    private String fingerprint(NetworkShape shape) {
        return "%s of %s, seed %d, %s, %d samples"
                .formatted(
                        shape,
                        data.properties(),
                        settings.seed(),
                        property.fingerprint(),
                        data.samples().size());
    }
}
