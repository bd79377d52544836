package io.temper.evaluation;

import io.temper.fem.FemException;
import io.temper.fem.FemSolver;
import io.temper.generation.LabelTable;
import io.temper.generation.Split;
import io.temper.material.DesignTarget;
import io.temper.material.Property;
import io.temper.vaereg.DjlVaeReg;
import io.temper.vaereg.ModelCard;
import io.temper.vaereg.ModelFolder;
import io.temper.vaereg.NetworkShape;
import io.temper.vaereg.TrainedWeights;
import io.temper.vaereg.TrainingData;
import io.temper.vaereg.TrainingListener;
import io.temper.vaereg.TrainingSettings;
import io.temper.vaereg.VaeRegTrainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Trains one model per seed and keeps the best, chosen without a look at the test split: by the verified inverse error at
 * targets between those that are reported, spread over the training labels.
 */
public final class SeedSelection {
    private static final int VALIDATION_TARGETS = 7;

    private final LabelTable table;
    private final TrainingData data;
    private final FemSolver solver;
    private final Path folder;

    /**
     * One trained seed.
     *
     * @param inverseError mean verified error of likely modes at the validation targets [-]
     */
    public record Candidate(long seed, double validationLoss, double inverseError, List<ForwardAccuracy> validation) {}

    /** @param folder where each seed trains in {@code seed-N/} and the chosen model goes to {@code model/} */
    public SeedSelection(LabelTable table, FemSolver solver, Path folder) {
        this.table = table;
        this.data = TrainingData.of(table);
        this.solver = solver;
        this.folder = folder;
    }

    /** Trains every seed, or goes on where it stopped, and writes the best model. */
    public List<Candidate> train(int modes, List<Long> seeds, TrainingSettings settings, TrainingListener listener)
            throws IOException, FemException {
        NetworkShape shape = new NetworkShape(16, data.properties().size(), modes);
        List<Candidate> candidates = new ArrayList<>();
        Map<Long, TrainedWeights> trained = new LinkedHashMap<>();
        for (long seed : seeds) {
            listener.note("seed " + seed);
            Path own = folder.resolve("seed-" + seed);
            TrainedWeights weights = new VaeRegTrainer(data, shape, settings.withSeed(seed), own, listener).train();
            trained.put(seed, weights);
            candidates.add(judge(seed, weights, own));
            listener.note(candidates.get(candidates.size() - 1).toString());
        }
        Candidate best = candidates.stream()
                .min(java.util.Comparator.comparingDouble(Candidate::inverseError))
                .orElseThrow();
        ModelFolder.write(
                folder.resolve("model"),
                java.util.Objects.requireNonNull(trained.get(best.seed())),
                data,
                new ModelCard.Notes(table.header().phases(), notes(settings.withSeed(best.seed()), candidates)));
        return candidates;
    }

    private Candidate judge(long seed, TrainedWeights weights, Path own) throws IOException, FemException {
        Path model = own.resolve("model");
        ModelFolder.write(
                model, weights, data, new ModelCard.Notes(table.header().phases(), Map.of("seed", seed)));
        try (DjlVaeReg vaereg = DjlVaeReg.load(model)) {
            ModelEvaluator evaluator = new ModelEvaluator(vaereg, solver, own.resolve("fem"));
            InverseAccuracy inverse = evaluator.inverse(targets());
            return new Candidate(
                    seed,
                    weights.validationLoss(),
                    inverse.meanError(InverseAccuracy.LIKELY),
                    ForwardAccuracy.of(vaereg, data.samples(Split.VALIDATION)));
        }
    }

    /** Evenly spaced in ln C over the middle 90 % of the training labels of the first property. */
    private List<DesignTarget> targets() {
        Property property = data.properties().get(0);
        double[] labels = data.samples(Split.TRAIN).stream()
                .mapToDouble(s -> Math.log(s.values()[0]))
                .sorted()
                .toArray();
        double low = labels[labels.length / 20];
        double high = labels[labels.length - 1 - labels.length / 20];
        return IntStream.range(0, VALIDATION_TARGETS)
                .mapToObj(i -> Math.exp(low + (high - low) * i / (VALIDATION_TARGETS - 1)))
                .map(v -> new DesignTarget(Map.of(property, v)))
                .toList();
    }

    private Map<String, Object> notes(TrainingSettings settings, List<Candidate> candidates) {
        Map<String, Object> notes = new LinkedHashMap<>();
        LabelTable.Header header = table.header();
        notes.put(
                "filters",
                header.recipe().filters().stream().map(Object::toString).toList());
        notes.put("samplesPerFilter", header.recipe().samplesPerFilter());
        notes.put("datasetSeed", header.recipe().seed());
        notes.put("labelRtol", header.rtol());
        notes.put("settings", settings);
        notes.put("candidates", candidates);
        notes.put("chosenBy", "smallest inverseError on validation targets");
        notes.put("precision", "half");
        return notes;
    }
}
