package io.temper.evaluation;

import io.temper.fem.FemException;
import io.temper.fem.FemSolver;
import io.temper.generation.LabelTable;
import io.temper.generation.Split;
import io.temper.material.DesignTarget;
import io.temper.vaereg.Calibration;
import io.temper.vaereg.DjlVaeReg;
import io.temper.vaereg.InferenceAids;
import io.temper.vaereg.ModelCard;
import io.temper.vaereg.ModelFolder;
import io.temper.vaereg.network.NetworkShape;
import io.temper.vaereg.network.TrainedWeights;
import io.temper.vaereg.training.InferenceAidsFactory;
import io.temper.vaereg.training.ModeFit;
import io.temper.vaereg.training.PropertySettings;
import io.temper.vaereg.training.StartModel;
import io.temper.vaereg.training.TrainedModel;
import io.temper.vaereg.training.TrainingData;
import io.temper.vaereg.training.TrainingListener;
import io.temper.vaereg.training.TrainingSettings;
import io.temper.vaereg.training.VaeRegTrainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Trains one model per seed, chooses its number of modes K, calibrates it ({@link Calibration}) and keeps the best, all
 * without a look at the test split: by verified inverse error at labels of the validation part.
 */
public final class SeedSelection {
    private static final int LATENT = 16;
    private static final int MODE_TARGETS = 12;
    private static final int VALIDATION_TARGETS = 20;
    /** Samples of the validation part that the standard deviations are checked on. */
    private static final int COVERAGE_SAMPLES = 500;

    private final LabelTable table;
    private final TrainingData data;
    private final FemSolver solver;
    private final Path folder;
    private final PropertySettings property;
    private final TargetChoice targets;
    private final InferenceAids uncalibrated;

    /**
     * How a number of modes does, before calibration.
     *
     * @param error verified inverse error at validation targets, mean over modes by their weight [-]
     */
    public record ModeTrial(int modes, double trainingKl, double validationKl, double error) {}

    /**
     * One trained seed.
     *
     * @param validationLoss least loss of the joint stage on the validation part; null of a model that was there already
     * @param trials one for each number of modes that was tried
     * @param rawError mean verified error of likely modes at the validation targets, before calibration [-]
     * @param inverseError the same after calibration [-]
     * @param settledError the same with modes settled by the regressor ({@link DjlVaeReg#settle}) [-]
     */
    public record Candidate(
            long seed,
            @Nullable Double validationLoss,
            int modes,
            List<ModeTrial> trials,
            double rawError,
            double inverseError,
            double settledError,
            List<ForwardAccuracy> validation) {}

    private record Judged(Candidate candidate, TrainedWeights weights, InferenceAids aids) {}

    /**
     * @param data of the table
     * @param folder where each seed trains in {@code seed-N/} and the chosen model goes to {@code model/}
     * @param property how the decoder learns to meet properties
     */
    public SeedSelection(
            LabelTable table, TrainingData data, FemSolver solver, Path folder, PropertySettings property) {
        this.table = table;
        this.data = data;
        this.solver = solver;
        this.folder = folder;
        this.property = property;
        this.targets = new TargetChoice(data);
        this.uncalibrated = new InferenceAidsFactory(data).withoutModel();
    }

    /**
     * Trains every seed, or goes on where it stopped, and writes the best model.
     *
     * @param modes numbers of modes to try; training itself uses the first
     */
    public List<Candidate> train(
            List<Integer> modes,
            NetworkShape.Decoder decoder,
            List<Long> seeds,
            TrainingSettings settings,
            TrainingListener listener)
            throws IOException, FemException {
        NetworkShape shape = new NetworkShape(LATENT, data.properties().size(), modes.get(0), decoder);
        return best(seeds, settings, listener, Map.of(), (seeded, own) -> {
            TrainedWeights weights = new VaeRegTrainer(data, shape, seeded, own, listener).train();
            return judge(seeded, weights, modes, own, listener);
        });
    }

    /**
     * Teaches the decoder of a model that is there more rounds, or goes on where it stopped, and writes the best model.
     *
     * @param model folder of a model that was trained on the same labels; it stays as it is
     */
    public List<Candidate> teach(Path model, List<Long> seeds, TrainingSettings settings, TrainingListener listener)
            throws IOException, FemException {
        Map<String, Object> origin = Map.of("from", ModelFolder.check(model).sha256());
        return best(seeds, settings, listener, origin, (seeded, own) -> {
            TrainedWeights weights = StartModel.load(model, data, own);
            return calibrated(seeded, weights, List.of(), own, listener);
        });
    }

    private interface Training {
        Judged train(TrainingSettings settings, Path folder) throws IOException, FemException;
    }

    private List<Candidate> best(
            List<Long> seeds,
            TrainingSettings settings,
            TrainingListener listener,
            Map<String, Object> origin,
            Training training)
            throws IOException, FemException {
        List<Judged> judged = new ArrayList<>();
        for (long seed : seeds) {
            listener.note("seed " + seed);
            judged.add(training.train(settings.withSeed(seed), folder.resolve("seed-" + seed)));
        }
        List<Candidate> candidates = judged.stream().map(Judged::candidate).toList();
        Judged best = judged.stream()
                .min(Comparator.comparingDouble(j -> j.candidate().settledError()))
                .orElseThrow();
        Map<String, Object> notes = notes(settings.withSeed(best.candidate().seed()), candidates);
        notes.put("decoder", best.weights().shape().decoder());
        notes.putAll(origin);
        write(
                folder.resolve("model"),
                best.weights(),
                best.aids().withReference(new InferenceAidsFactory(data).reference()),
                notes);
        return candidates;
    }

    private Judged judge(
            TrainingSettings settings, TrainedWeights weights, List<Integer> modes, Path own, TrainingListener listener)
            throws IOException, FemException {
        List<ModeTrial> trials = new ArrayList<>();
        Map<Integer, TrainedWeights> fits = new LinkedHashMap<>();
        for (int k : modes) {
            ModeFit fit = ModeFit.of(weights, own, k, settings);
            fits.put(k, fit.weights());
            if (modes.size() > 1) {
                trials.add(trial(k, fit, own));
                listener.note(trials.get(trials.size() - 1).toString());
            }
        }
        int k = trials.stream()
                .min(Comparator.comparingDouble(ModeTrial::error))
                .map(ModeTrial::modes)
                .orElse(modes.get(0));
        TrainedWeights chosen = Objects.requireNonNull(fits.get(k));
        return calibrated(settings, chosen, trials, own, listener);
    }

    private ModeTrial trial(int k, ModeFit fit, Path own) throws IOException, FemException {
        Path model = own.resolve("modes-" + k);
        write(model, fit.weights(), uncalibrated, Map.of());
        try (DjlVaeReg vaereg = DjlVaeReg.load(model)) {
            InverseAccuracy found = evaluator(vaereg, own).inverse(targets.random(Split.VALIDATION, MODE_TARGETS));
            return new ModeTrial(k, fit.trainingKl(), fit.validationKl(), found.weightedError());
        }
    }

    private Judged calibrated(
            TrainingSettings settings,
            TrainedWeights trained,
            List<ModeTrial> trials,
            Path own,
            TrainingListener listener)
            throws IOException, FemException {
        long seed = settings.seed();
        Path model = own.resolve("model");
        TrainedWeights weights = new DecoderRounds(
                        data,
                        solver,
                        own,
                        new ModelCard.Notes(table.header().phases(), uncalibrated, Map.of("seed", seed)),
                        listener)
                .run(trained, settings, property);
        write(model, weights, uncalibrated, Map.of("seed", seed));
        List<DesignTarget> wanted = targets.random(Split.VALIDATION, VALIDATION_TARGETS);
        InferenceAids aids;
        double raw;
        try (DjlVaeReg vaereg = DjlVaeReg.load(model)) {
            ModelEvaluator evaluator = evaluator(vaereg, own);
            raw = evaluator.inverse(wanted).meanError(InverseAccuracy.LIKELY);
            listener.note(String.format(Locale.ROOT, "seed %d: verified inverse error %.2f %% raw", seed, 100 * raw));
            aids = uncalibrated
                    .withSurvey(new SurveyRun(vaereg, data, solver, own, listener).run(property))
                    .withCalibration(
                            new CalibrationRun(evaluator, vaereg.card()).calibrate(targets.spread(Split.TRAIN)))
                    .withDeviationFactor(Coverage.factors(vaereg, data.spread(Split.VALIDATION, COVERAGE_SAMPLES)));
        }
        write(model, weights, aids, Map.of("seed", seed));
        try (DjlVaeReg vaereg = DjlVaeReg.load(model)) {
            InverseAccuracy inverse = evaluator(vaereg, own).inverse(wanted);
            Candidate candidate = new Candidate(
                    seed,
                    weights.validationLoss(),
                    weights.shape().modes(),
                    trials,
                    raw,
                    inverse.meanError(InverseAccuracy.LIKELY),
                    evaluator(vaereg, own).settled(wanted).meanError(InverseAccuracy.LIKELY),
                    ForwardAccuracy.of(vaereg, data.spread(Split.VALIDATION, COVERAGE_SAMPLES)));
            listener.note(candidate.toString());
            return new Judged(candidate, weights, aids);
        }
    }

    private void write(Path model, TrainedWeights weights, InferenceAids aids, Map<String, Object> training)
            throws IOException {
        new TrainedModel(weights, data, new ModelCard.Notes(table.header().phases(), aids, training)).write(model);
    }

    private ModelEvaluator evaluator(DjlVaeReg vaereg, Path own) {
        return new ModelEvaluator(vaereg, solver, own.resolve("fem"));
    }

    private Map<String, Object> notes(TrainingSettings settings, List<Candidate> candidates) {
        LabelTable.Header header = table.header();
        Map<String, Object> notes = new LinkedHashMap<>();
        notes.put(
                "filters",
                header.recipe().filters().stream().map(Object::toString).toList());
        notes.put("samplesPerFilter", header.recipe().samplesPerFilter());
        notes.put("datasetSeed", header.recipe().seed());
        notes.put(ModelCard.FOLD, data.fold());
        notes.put("labelRtol", header.rtol());
        notes.put("settings", settings);
        notes.put("property", property);
        notes.put("candidates", candidates);
        notes.put("chosenBy", "smallest settledError on validation targets");
        notes.put("precision", "half");
        return notes;
    }
}
