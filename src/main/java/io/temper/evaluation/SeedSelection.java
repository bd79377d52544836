package io.temper.evaluation;

import io.temper.fem.FemException;
import io.temper.fem.FemSolver;
import io.temper.generation.LabelTable;
import io.temper.generation.Split;
import io.temper.material.DesignTarget;
import io.temper.material.Property;
import io.temper.vaereg.CalibrationCurve;
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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Trains one model per seed, calibrates it ({@link CalibrationCurve}) and keeps the best, chosen without a look at the test
 * split: by the verified inverse error at targets spread over the training labels.
 */
public final class SeedSelection {
    private static final int CALIBRATION_TARGETS = 13;
    private static final int VALIDATION_TARGETS = 7;

    private final LabelTable table;
    private final TrainingData data;
    private final FemSolver solver;
    private final Path folder;

    /**
     * One trained seed.
     *
     * @param rawError mean verified error of likely modes at the calibration targets, before calibration [-]
     * @param inverseError mean verified error of likely modes at the validation targets, after calibration [-]
     */
    public record Candidate(
            long seed,
            double validationLoss,
            double rawError,
            double inverseError,
            List<ForwardAccuracy> validation,
            List<CalibrationCurve> calibration) {}

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
            Candidate c = candidates.get(candidates.size() - 1);
            listener.note(String.format(
                    Locale.ROOT,
                    "seed %d: verified inverse error %.2f %% raw, %.2f %% calibrated; validation %s",
                    seed,
                    100 * c.rawError(),
                    100 * c.inverseError(),
                    c.validation()));
        }
        Candidate best = candidates.stream()
                .min(Comparator.comparingDouble(Candidate::inverseError))
                .orElseThrow();
        write(
                folder.resolve("model"),
                Objects.requireNonNull(trained.get(best.seed())),
                best.calibration(),
                notes(settings.withSeed(best.seed()), candidates));
        return candidates;
    }

    private Candidate judge(long seed, TrainedWeights weights, Path own) throws IOException, FemException {
        Path model = own.resolve("model");
        double raw = Double.NaN;
        List<CalibrationCurve> calibration = List.of();
        write(model, weights, calibration, Map.of("seed", seed));
        if (data.properties().size() == 1) {
            try (DjlVaeReg vaereg = DjlVaeReg.load(model)) {
                InverseAccuracy found = evaluator(vaereg, own).inverse(targets(CALIBRATION_TARGETS, 0));
                raw = found.meanError(InverseAccuracy.LIKELY);
                calibration = found.calibration();
            }
            write(model, weights, calibration, Map.of("seed", seed));
        }
        try (DjlVaeReg vaereg = DjlVaeReg.load(model)) {
            InverseAccuracy inverse = evaluator(vaereg, own).inverse(targets(VALIDATION_TARGETS, 0.05));
            return new Candidate(
                    seed,
                    weights.validationLoss(),
                    raw,
                    inverse.meanError(InverseAccuracy.LIKELY),
                    ForwardAccuracy.of(vaereg, data.samples(Split.VALIDATION)),
                    calibration);
        }
    }

    private void write(
            Path model, TrainedWeights weights, List<CalibrationCurve> calibration, Map<String, Object> training)
            throws IOException {
        ModelFolder.write(
                model, weights, data, new ModelCard.Notes(table.header().phases(), calibration, training));
    }

    private ModelEvaluator evaluator(DjlVaeReg vaereg, Path own) {
        return new ModelEvaluator(vaereg, solver, own.resolve("fem"));
    }

    /**
     * Targets evenly spaced in ln C over the training labels of the first property.
     *
     * @param margin share of the labels left out at either end
     */
    private List<DesignTarget> targets(int count, double margin) {
        Property property = data.properties().get(0);
        double[] labels = data.samples(Split.TRAIN).stream()
                .mapToDouble(s -> Math.log(s.values()[0]))
                .sorted()
                .toArray();
        int out = (int) (margin * labels.length);
        double low = labels[out];
        double high = labels[labels.length - 1 - out];
        return IntStream.range(0, count)
                .mapToObj(i -> Math.exp(low + (high - low) * i / (count - 1)))
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
        notes.put(
                "candidates",
                candidates.stream()
                        .map(c -> Map.of(
                                "seed", c.seed(),
                                "validationLoss", c.validationLoss(),
                                "rawError", c.rawError(),
                                "inverseError", c.inverseError(),
                                "validation", c.validation()))
                        .toList());
        notes.put("chosenBy", "smallest inverseError on validation targets");
        notes.put("precision", "half");
        return notes;
    }
}
