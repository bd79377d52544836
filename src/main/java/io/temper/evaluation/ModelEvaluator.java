package io.temper.evaluation;

import io.temper.annealing.AnnealingResult;
import io.temper.annealing.AnnealingSchedule;
import io.temper.annealing.GeometricCooling;
import io.temper.annealing.LatentAnnealer;
import io.temper.fem.FemException;
import io.temper.fem.FemProblem;
import io.temper.fem.FemSolver;
import io.temper.material.DesignTarget;
import io.temper.material.Microstructure;
import io.temper.material.Property;
import io.temper.material.Stiffness;
import io.temper.vaereg.LatentPrior;
import io.temper.vaereg.PhaseField;
import io.temper.vaereg.Prediction;
import io.temper.vaereg.VaeReg;
import io.temper.vaereg.training.TrainingData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Judges a model with an external solver. */
public final class ModelEvaluator {
    private static final double GREY_LOGIT = Math.log(9); // probability 0.1 or 0.9
    /** The paper's search from random starts: five, of 200 iterations each (section 4, figure 4c). */
    private static final AnnealingSchedule RANDOM_SEARCH =
            new AnnealingSchedule(200, 1, 0.3, new GeometricCooling(0.1, 1e-4));

    private final VaeReg model;
    private final FemSolver solver;
    private final Path workFolder;

    /** @param workFolder for the solver's exchange; a folder of each thread inside it is used again and again */
    public ModelEvaluator(VaeReg model, FemSolver solver, Path workFolder) {
        this.model = model;
        this.solver = solver;
        this.workFolder = workFolder;
    }

    /** Decodes the mean of every mode for every target and solves it. */
    public InverseAccuracy inverse(List<DesignTarget> targets) throws FemException {
        return inverse(targets, (target, modes) -> modes);
    }

    /** The same with every mode settled ({@link VaeReg#settle}): what a design starts from. */
    public InverseAccuracy settled(List<DesignTarget> targets) throws FemException {
        return inverse(targets, model::settle);
    }

    private InverseAccuracy inverse(
            List<DesignTarget> targets, BiFunction<DesignTarget, List<LatentPrior.Mode>, List<LatentPrior.Mode>> step)
            throws FemException {
        List<Callable<InverseAccuracy.Row>> work = new ArrayList<>();
        for (DesignTarget target : targets) {
            List<LatentPrior.Mode> modes = model.prior(target).modes().stream()
                    .sorted(Comparator.comparingInt(LatentPrior.Mode::index))
                    .toList();
            for (LatentPrior.Mode mode : step.apply(target, modes)) {
                work.add(() -> row(
                        target,
                        mode.index(),
                        mode.weight(),
                        model.decode(List.of(mode.mean())).get(0)));
            }
        }
        return new InverseAccuracy(SideBySide.run(work));
    }

    /**
     * The search that inverse inference saves: annealing from random points of latent space, led by the surrogate alone;
     * the best end of five searches per target is solved.
     */
    public InverseAccuracy randomStarts(List<DesignTarget> targets, RandomGenerator random) throws FemException {
        List<InverseAccuracy.Row> rows = new ArrayList<>();
        int latent = model.card().latentSize();
        double[] scale = new double[latent];
        java.util.Arrays.fill(scale, 1);
        for (DesignTarget target : targets) {
            List<double[]> starts = IntStream.range(0, 5)
                    .mapToObj(i -> random.doubles(latent, -1, 1).toArray())
                    .toList();
            AnnealingResult found =
                    new LatentAnnealer(RANDOM_SEARCH).anneal(starts, scale, z -> surrogateError(target, z), random);
            rows.add(row(target, 0, 1, model.decode(List.of(found.z())).get(0)));
        }
        return new InverseAccuracy(rows);
    }

    /** Largest absolute relative error of the surrogate for decoded points z. */
    private double[] surrogateError(DesignTarget target, List<double[]> z) {
        List<Prediction> predictions = model.predict(
                model.decode(z).stream().map(PhaseField::microstructure).toList());
        return predictions.stream()
                .mapToDouble(p -> target.values().entrySet().stream()
                        .mapToDouble(e -> Math.abs(p.mean(e.getKey()) / e.getValue() - 1))
                        .max()
                        .orElseThrow())
                .toArray();
    }

    private InverseAccuracy.Row row(DesignTarget target, int mode, double weight, PhaseField field)
            throws FemException {
        Microstructure m = field.microstructure();
        Stiffness C = solve(m, target.columns());
        Map<Property, Double> achieved = new EnumMap<>(Property.class);
        target.values().keySet().forEach(p -> achieved.put(p, C.require(p)));
        return new InverseAccuracy.Row(target, mode, weight, m.hardFraction(), achieved, target.worstError(C));
    }

    /** Decodes the latent means of some samples and compares. */
    public Reconstruction reconstruction(List<TrainingData.Sample> samples) throws FemException {
        Property property = model.card().properties().get(0);
        List<Prediction> encoded = model.predict(
                samples.stream().map(TrainingData.Sample::microstructure).toList());
        List<PhaseField> fields =
                model.decode(encoded.stream().map(Prediction::latent).toList());
        double fraction = 0;
        double stiffness = 0;
        double grey = 0;
        List<Callable<Double>> work = new ArrayList<>();
        for (PhaseField field : fields) {
            work.add(() -> solve(field.microstructure(), new TreeSet<>(List.of(property.column())))
                    .require(property));
        }
        List<Double> solved = SideBySide.run(work);
        for (int i = 0; i < samples.size(); i++) {
            Microstructure decoded = fields.get(i).microstructure();
            fraction += Math.abs(
                    decoded.hardFraction() - samples.get(i).microstructure().hardFraction());
            stiffness += Math.abs(solved.get(i) / samples.get(i).value(property) - 1);
            grey += greyShare(fields.get(i));
        }
        int n = samples.size();
        return new Reconstruction(n, fraction / n, stiffness / n, grey / n);
    }

    private static double greyShare(PhaseField field) {
        int grey = 0;
        for (float v : field.logits()) {
            grey += Math.abs(v) < GREY_LOGIT ? 1 : 0;
        }
        return (double) grey / field.logits().length;
    }

    private Stiffness solve(Microstructure m, SortedSet<Integer> columns) throws FemException {
        FemProblem problem = new FemProblem(m, model.card().phases(), columns, FemProblem.DEFAULT_RTOL);
        Path own = workFolder.resolve("evaluation-" + Thread.currentThread().getId());
        return solver.solve(problem, own).stiffness();
    }
}
