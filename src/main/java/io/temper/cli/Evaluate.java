package io.temper.cli;

import io.temper.app.Home;
import io.temper.evaluation.ForwardAccuracy;
import io.temper.evaluation.InverseAccuracy;
import io.temper.evaluation.ModelEvaluator;
import io.temper.evaluation.Reconstruction;
import io.temper.fem.FemSolver;
import io.temper.generation.Split;
import io.temper.material.DesignTarget;
import io.temper.material.Property;
import io.temper.vaereg.DjlVaeReg;
import io.temper.vaereg.TrainingData;
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
    private static final int RECONSTRUCTIONS = 20;

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
            description = "values of the model's property to infer for [GPa]")
    List<Double> targets;

    @Option(
            names = "--random-starts",
            description = "also search from random points of latent space, led by the surrogate alone (minutes)")
    boolean randomStarts;

    @Override
    public Integer call() throws Exception {
        Home home = Home.find();
        try (DjlVaeReg vaereg = model.load()) {
            TrainingData data = TrainingData.of(labels.open(home));
            List<TrainingData.Sample> test = data.samples(Split.TEST);
            FemSolver fem = solver.solver(home);
            Path work = Files.createTempDirectory("temper-evaluate");
            ModelEvaluator evaluator = new ModelEvaluator(vaereg, fem, work);
            Property property = vaereg.card().properties().get(0);
            List<DesignTarget> wanted = targets.stream()
                    .map(v -> new DesignTarget(Map.of(property, v)))
                    .toList();
            Map<String, Object> result = new LinkedHashMap<>();

            List<ForwardAccuracy> forward = ForwardAccuracy.of(vaereg, test);
            forward.forEach(f -> say(
                    "%s on %d test samples: MAPE %.2f %%, R2 %.4f", f.property(), f.samples(), 100 * f.mape(), f.r2()));
            result.put("forward", forward);

            Reconstruction r = evaluator.reconstruction(test.subList(0, Math.min(RECONSTRUCTIONS, test.size())));
            say(
                    "reconstruction of %d test samples: hard fraction off by %.4f, %s by %.1f %% (verified), %.1f %% of voxels grey",
                    r.samples(), r.fractionError(), property, 100 * r.stiffnessError(), 100 * r.greyShare());
            result.put("reconstruction", r);

            result.put("inverse", inverse("modes of p(z|c)", evaluator.inverse(wanted)));
            if (!vaereg.card().calibration().isEmpty()) {
                ModelEvaluator raw = new ModelEvaluator(vaereg.withoutCalibration(), fem, work);
                result.put("inverseUncalibrated", inverse("the same, uncalibrated", raw.inverse(wanted)));
            }
            if (randomStarts) {
                result.put(
                        "randomStarts",
                        inverse("search from random starts", evaluator.randomStarts(wanted, new SplittableRandom(0))));
            }
            console().result(result);
        }
        return 0;
    }

    private Map<String, Object> inverse(String how, InverseAccuracy accuracy) {
        say("%s, verified, before any refinement:", how);
        say("  %-14s %4s %6s %14s %12s %8s", "target [GPa]", "mode", "pi", "hard fraction", "has [GPa]", "error");
        for (InverseAccuracy.Row row : accuracy.rows()) {
            say(
                    "  %-14s %4d %6.3f %14.3f %12.2f %7.2f%%",
                    row.target(), row.mode(), row.weight(), row.hardFraction(), row.achieved(), 100 * row.error());
        }
        double likely = accuracy.meanError(InverseAccuracy.LIKELY);
        double all = accuracy.meanError(0);
        say("  mean error %.2f %% over modes with pi of at least 0.1, %.2f %% over all", 100 * likely, 100 * all);
        return Map.of("rows", accuracy.rows(), "meanErrorLikely", likely, "meanErrorAll", all);
    }

    private void say(String format, Object... values) {
        console().progress(String.format(Locale.ROOT, format, values));
    }
}
