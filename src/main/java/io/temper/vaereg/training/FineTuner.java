package io.temper.vaereg.training;

import io.temper.generation.Split;
import io.temper.vaereg.DjlVaeReg;
import io.temper.vaereg.ModelCard;
import io.temper.vaereg.network.NetworkShape;
import io.temper.vaereg.network.TrainedWeights;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Trains a model further on some new samples, old ones beside them so that it forgets nothing: decoder, q(z|x) and p(z|c)
 * together, then the regressor, then p(z|c) once more. The trunk that sees the voxels stays, and so do standardisation,
 * calibration and the other aids.
 *
 * <p>Samples of the training part are learnt from, those of the validation part watched: of each piece the weights are kept that
 * have the least error on watched new samples, among those that are not worse by more than 5 % on watched old ones, 15 % in the
 * decoder's case. Samples of
 * the test part are not looked at. The same seed and samples give the same weights, unless time cut the steps short.
 */
public final class FineTuner {
    /** Of the time, what is kept for regressor and generator. */
    private static final double LATE_SHARE = 0.25;

    private final DjlVaeReg parent;
    private final int freshCount;
    private final TrainingData data;
    private final FineTuningSettings settings;
    private final long seed;

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
        this.seed = seed;
        this.freshCount = fresh.size();
        ModelCard card = parent.card();
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
     * @param seconds wall time that may be spent [s]; what needs the longest is cut short if it does not suffice
     * @param progress takes one line for people, now and then
     * @throws IllegalStateException if time is up before anything was learnt, or training diverges
     * @throws IOException if the parent's weights cannot be read again
     */
    public FineTunedModel tune(double seconds, Consumer<String> progress) throws IOException {
        long start = System.nanoTime();
        long end = start + (long) ((1 - LATE_SHARE) * seconds * 1e9);
        TrainedWeights trained = parent.weights();
        NetworkShape shape = trained.shape();
        Map<String, float[]> weights = new LinkedHashMap<>(trained.arrays());
        TrainingGraph.DescriptorScale scale = TrainingGraph.DescriptorScale.of(weights);
        try (DescriptorTable descriptors = new DescriptorTable(data);
                FineTuningGraph graph = new FineTuningGraph(shape, weights, scale, TrainingSettings.RECIPE.weights())) {
            FineTuningSets sets = FineTuningSets.of(graph, data, freshCount, descriptors);
            if (System.nanoTime() > end) {
                throw new IllegalStateException(String.format(
                        Locale.ROOT,
                        "time was up before fine-tuning could start: encoding the data took %.0f s of %.0f s; give more seconds",
                        (System.nanoTime() - start) * 1e-9,
                        seconds));
            }
            FineTuningSteps.Result steps = new FineTuningSteps(graph, sets, settings, seed).run(end, progress);
            graph.assign(steps.weights());
            weights.putAll(steps.weights());
            RegressorFit.Tuned regressor = regressor(shape, weights, scale, sets, progress);
            weights.putAll(regressor.weights());
            weights.putAll(generator(graph, weights, sets, progress));
            return new FineTunedModel(
                    parent.card(),
                    parent.aids(),
                    new TrainedWeights(shape, weights, steps.after().old()),
                    data.samples(Split.TRAIN),
                    notes(steps, regressor));
        }
    }

    private RegressorFit.Tuned regressor(
            NetworkShape shape,
            Map<String, float[]> weights,
            TrainingGraph.DescriptorScale scale,
            FineTuningSets sets,
            Consumer<String> progress) {
        try (RegressorFit fit = new RegressorFit(shape, scale, seed, 1)) {
            RegressorFit.Tuned tuned = fit.tune(
                    named(weights, "regressor."), sets, settings.regressorSteps(), settings.regressorRate(), seed);
            progress.accept(line("regressor: mean squared error", tuned.before(), tuned.after()));
            return tuned;
        }
    }

    private Map<String, float[]> generator(
            FineTuningGraph graph, Map<String, float[]> weights, FineTuningSets sets, Consumer<String> progress) {
        GeneratorTuning.Fit fit = GeneratorTuning.of(graph, sets, named(weights, "generator."), settings.refitSteps());
        progress.accept(line("generator: KL [nats]", fit.before(), fit.kl()));
        return fit.weights();
    }

    private static Map<String, float[]> named(Map<String, float[]> weights, String prefix) {
        Map<String, float[]> named = new LinkedHashMap<>(weights);
        named.keySet().removeIf(name -> !name.startsWith(prefix));
        return named;
    }

    private static String line(String what, WatchedError before, WatchedError after) {
        return String.format(
                Locale.ROOT,
                "%s on watched new samples %.4g -> %.4g, on old ones %.4g -> %.4g",
                what,
                before.fresh(),
                after.fresh(),
                before.old(),
                after.old());
    }

    private Map<String, Object> notes(FineTuningSteps.Result steps, RegressorFit.Tuned regressor) {
        Map<String, Object> notes = new LinkedHashMap<>();
        notes.put("parent", parent.card().sha256());
        notes.put("newSamples", freshCount);
        notes.put("oldSamples", data.samples().size() - freshCount);
        notes.put("seed", seed);
        notes.put("settings", settings);
        notes.put("steps", steps.steps());
        notes.put("lossBefore", steps.before());
        notes.put("lossAfter", steps.after());
        notes.put("regressorBefore", regressor.before());
        notes.put("regressorAfter", regressor.after());
        return notes;
    }
}
