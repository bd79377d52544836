package io.temper.cli;

import io.temper.app.Home;
import io.temper.evaluation.Coverage;
import io.temper.evaluation.ForwardAccuracy;
import io.temper.evaluation.InverseAccuracy;
import io.temper.evaluation.ModelEvaluator;
import io.temper.evaluation.PaperTargets;
import io.temper.evaluation.Reconstruction;
import io.temper.evaluation.Retrieval;
import io.temper.evaluation.TargetChoice;
import io.temper.fem.FemException;
import io.temper.fem.FemSolver;
import io.temper.generation.Split;
import io.temper.material.DesignTarget;
import io.temper.material.Property;
import io.temper.vaereg.DjlVaeReg;
import io.temper.vaereg.training.TrainingData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reproduces the paper's tables for a model. */
@Command(
        name = "evaluate",
        description = "Accuracy of a model on the test split, and of what it infers, each verified by the solver.")
final class Evaluate extends Subcommand {
    private static final int RECONSTRUCTIONS = 40;
    private static final int TEST_VECTORS = 20;

    @Mixin
    LabelOptions labels;

    @Mixin
    ModelOption model;

    @Mixin
    SolverOptions solver;

    @Option(
            names = "--targets",
            split = ",",
            defaultValue = "20,25,30,35,40,50,60,80",
            paramLabel = "V",
            description = "values of the model's first property, alone, to infer for [GPa]")
    List<Double> targets;

    @Option(
            names = "--random-starts",
            description = "also search from random points of latent space, led by the surrogate alone (minutes)")
    boolean randomStarts;

    @Override
    public Integer call() throws Exception {
        Home home = Home.find();
        try (DjlVaeReg vaereg = model.load()) {
            TrainingData data = TrainingData.of(
                    labels.open(home), vaereg.card().properties(), vaereg.card().fold());
            say(
                    "test part of fold %d, which the model has not seen",
                    vaereg.card().fold());
            List<TrainingData.Sample> test = data.samples(Split.TEST);
            FemSolver fem = solver.solver(home);
            Path work = Files.createTempDirectory("temper-evaluate");
            ModelEvaluator evaluator = new ModelEvaluator(vaereg, fem, work);
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("forward", forward(vaereg, test));
            result.put("coverage", coverage(vaereg, test));
            result.put("reconstruction", reconstruction(evaluator, data.spread(Split.TEST, RECONSTRUCTIONS), vaereg));
            ModelEvaluator raw = new ModelEvaluator(vaereg.withoutCalibration(), fem, work);
            boolean calibrated = !vaereg.aids().calibration().isEmpty();
            for (Map.Entry<String, List<DesignTarget>> set :
                    targetSets(vaereg, data).entrySet()) {
                String name = set.getKey();
                result.put(
                        name + "Nearest",
                        inverse(name + ", nearest training sample", new Retrieval(data).nearest(set.getValue())));
                result.put(name, inverse(name, evaluator.inverse(set.getValue())));
                result.put(name + "Settled", inverse(name + ", settled", evaluator.settled(set.getValue())));
                if (calibrated) {
                    result.put(name + "Uncalibrated", inverse(name + ", uncalibrated", raw.inverse(set.getValue())));
                }
            }
            if (randomStarts) {
                InverseAccuracy found = evaluator.randomStarts(scalar(vaereg), new SplittableRandom(0));
                result.put("randomStarts", inverse("search from random starts", found));
            }
            console().result(result);
        }
        return 0;
    }

    private Map<String, List<DesignTarget>> targetSets(DjlVaeReg vaereg, TrainingData data) {
        Map<String, List<DesignTarget>> sets = new LinkedHashMap<>();
        sets.put("scalar", scalar(vaereg));
        if (vaereg.card().properties().containsAll(PaperTargets.PROPERTIES)) {
            sets.put("vector", PaperTargets.TABLE_9);
        }
        if (vaereg.card().properties().size() > 1) {
            sets.put("test vectors", new TargetChoice(data).random(Split.TEST, TEST_VECTORS));
        }
        return sets;
    }

    private List<DesignTarget> scalar(DjlVaeReg vaereg) {
        Property property = vaereg.card().properties().get(0);
        return targets.stream().map(v -> new DesignTarget(Map.of(property, v))).toList();
    }

    private List<ForwardAccuracy> forward(DjlVaeReg vaereg, List<TrainingData.Sample> test) {
        List<ForwardAccuracy> forward = ForwardAccuracy.of(vaereg, test);
        forward.forEach(f ->
                say("%s on %d test samples: MAPE %.2f %%, R2 %.4f", f.property(), f.samples(), 100 * f.mape(), f.r2()));
        return forward;
    }

    private List<Coverage> coverage(DjlVaeReg vaereg, List<TrainingData.Sample> test) {
        List<Coverage> coverage = Coverage.of(vaereg, test);
        coverage.forEach(c -> say(
                "%s: the 50, 90 and 95 %% intervals hold %.1f, %.1f and %.1f %% of the labels",
                c.property(), 100 * c.within50(), 100 * c.within90(), 100 * c.within95()));
        return coverage;
    }

    private Reconstruction reconstruction(ModelEvaluator evaluator, List<TrainingData.Sample> some, DjlVaeReg vaereg)
            throws FemException {
        Reconstruction r = evaluator.reconstruction(some);
        say(
                "reconstruction of %d test samples: hard fraction off by %.4f, %s by %.1f %% (verified), %.1f %% of voxels grey",
                r.samples(),
                r.fractionError(),
                vaereg.card().properties().get(0),
                100 * r.stiffnessError(),
                100 * r.greyShare());
        return r;
    }

    private Map<String, Object> inverse(String how, InverseAccuracy accuracy) {
        say("%s targets, verified, before any refinement:", how);
        say("  %4s %6s %5s %8s  %s", "mode", "pi", "hard", "error", "target [GPa] -> has [GPa]");
        for (InverseAccuracy.Row row : accuracy.rows()) {
            say(
                    "  %4d %6.3f %5.3f %7.2f%%  %s -> %s",
                    row.mode(),
                    row.weight(),
                    row.hardFraction(),
                    100 * row.error(),
                    row.target(),
                    row.achieved().values().stream()
                            .map(v -> String.format(Locale.ROOT, "%.2f", v))
                            .toList());
        }
        double likely = accuracy.meanError(InverseAccuracy.LIKELY);
        double all = accuracy.meanError(0);
        Map<Property, Double> each = accuracy.meanErrors(InverseAccuracy.LIKELY);
        say(
                "  mean error of the worst component %.2f %% over modes with pi of at least 0.1, %.2f %% over all",
                100 * likely, 100 * all);
        each.forEach((p, e) -> say("  %s: mean error %.2f %%", p, 100 * e));
        return Map.of("rows", accuracy.rows(), "meanErrorLikely", likely, "meanErrorAll", all, "meanErrors", each);
    }

    private void say(String format, Object... values) {
        console().progress(String.format(Locale.ROOT, format, values));
    }
}
