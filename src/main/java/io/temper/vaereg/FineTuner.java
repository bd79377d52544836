package io.temper.vaereg;

import io.temper.generation.Split;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Trains a model further on some new samples, old ones beside them so that it forgets nothing: steps like those of the joint
 * stage ({@link TrainingSettings.Stage#JOINT}), slower, and the generator moved after the encoder. Standardisation, calibration
 * and the other aids stay the parent's.
 *
 * <p>Samples of the training part are learnt from, those of the validation part watched: the weights of the lowest watched loss
 * are kept. Other samples are not looked at. The same seed and samples give the same weights, unless time cut the steps short.
 */
public final class FineTuner {
    /** Old samples that give the descriptors' scale. */
    private static final int SCALE_SAMPLES = 128;
    /** Of the time, what the steps may take; the generator has the rest. */
    private static final double STEPS_SHARE = 0.8;

    private final DjlVaeReg parent;
    private final int freshCount;
    private final TrainingData data;
    private final FineTuningSettings settings;
    private final TrainingSettings training;
    private final NetworkShape shape;

    /**
     * @param parent stays open and as it is; do not close it before {@link #tune} is done
     * @param fresh new samples, labelled for the parent's phases; at least one to learn from
     * @param old samples that the parent knows; at least one to learn from
     * @throws IllegalArgumentException if there is nothing to learn from or to watch, or a label is missing
     */
    public FineTuner(
            DjlVaeReg parent,
            List<TrainingData.Sample> fresh,
            List<TrainingData.Sample> old,
            FineTuningSettings settings,
            long seed) {
        this.parent = parent;
        this.settings = settings;
        this.freshCount = fresh.size();
        ModelCard card = parent.card();
        this.shape = new NetworkShape(card.latentSize(), card.properties().size(), card.modes());
        TrainingSettings.Weights w = TrainingSettings.RECIPE.weights();
        // a model is kept without the auxiliary head
        this.training = TrainingSettings.RECIPE
                .withSeed(seed)
                .withThreads(1)
                .withWeights(new TrainingSettings.Weights(w.regression(), w.style(), w.kl(), 0, w.variance()));
        requireTraining("new", fresh);
        requireTraining("old", old);
        this.data = TrainingData.like(
                card, Stream.concat(fresh.stream(), old.stream()).toList());
    }

    private static void requireTraining(String what, List<TrainingData.Sample> samples) {
        if (samples.stream().noneMatch(s -> s.part() == Split.TRAIN)) {
            throw new IllegalArgumentException(
                    "none of %d %s samples is to be learnt from: give at least one".formatted(samples.size(), what));
        }
    }

    /**
     * Trains.
     *
     * @param seconds wall time that may be spent [s]
     * @param progress takes one line for people, now and then
     * @throws IllegalStateException if the time is too short, or training diverges
     * @throws IOException if the parent's weights cannot be read again
     */
    public FineTunedModel tune(double seconds, Consumer<String> progress) throws IOException {
        long end = System.nanoTime() + (long) (STEPS_SHARE * seconds * 1e9);
        try (DescriptorTable descriptors = new DescriptorTable(data);
                TrainingGraph graph = new TrainingGraph(shape, training, scale(descriptors), null, true)) {
            graph.parameters.assign(graph.session, parent.weights());
            FineTuningInput input = new FineTuningInput(data, freshCount, descriptors, shape, training.seed());
            double kl = training.weights().kl();
            FineTuningSteps.Result steps =
                    new FineTuningSteps(graph, input, freshCount, settings, kl).run(end, progress);
            graph.parameters.assign(graph.session, steps.weights());
            Map<String, float[]> weights = new LinkedHashMap<>(steps.weights());
            weights.putAll(generator(graph, progress));
            return new FineTunedModel(
                    parent.card(),
                    parent.aids(),
                    new TrainedWeights(shape, weights, steps.after()),
                    data.samples(Split.TRAIN),
                    notes(steps));
        }
    }

    private TrainingGraph.DescriptorScale scale(DescriptorTable descriptors) {
        return descriptors.scale(Arrays.stream(data.indices(Split.TRAIN))
                .filter(i -> i >= freshCount)
                .limit(SCALE_SAMPLES)
                .toArray());
    }

    private Map<String, float[]> generator(TrainingGraph graph, Consumer<String> progress) {
        GeneratorTuning.Fit fit = GeneratorTuning.of(
                shape,
                graph.parameters.values(graph.session, "generator."),
                EncodedSet.of(graph, data, Split.TRAIN),
                EncodedSet.of(graph, data, Split.VALIDATION),
                settings.refitSteps());
        progress.accept(
                String.format(Locale.ROOT, "generator refitted: watched KL %.2f -> %.2f nats", fit.before(), fit.kl()));
        return fit.weights();
    }

    private Map<String, Object> notes(FineTuningSteps.Result steps) {
        Map<String, Object> notes = new LinkedHashMap<>();
        notes.put("parent", parent.card().sha256());
        notes.put("new", freshCount);
        notes.put("old", data.samples().size() - freshCount);
        notes.put("seed", training.seed());
        notes.put("settings", settings);
        notes.put("steps", steps.steps());
        notes.put("watchedLossBefore", steps.before());
        notes.put("watchedLossAfter", steps.after());
        return notes;
    }
}
