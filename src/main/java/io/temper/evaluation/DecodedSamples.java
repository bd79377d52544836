package io.temper.evaluation;

import io.temper.fem.FemException;
import io.temper.fem.FemProblem;
import io.temper.fem.FemSolver;
import io.temper.generation.Split;
import io.temper.material.DesignTarget;
import io.temper.material.Microstructure;
import io.temper.material.Property;
import io.temper.material.Stiffness;
import io.temper.vaereg.LatentPrior;
import io.temper.vaereg.LinearFit;
import io.temper.vaereg.ModelCard;
import io.temper.vaereg.PhaseField;
import io.temper.vaereg.VaeReg;
import io.temper.vaereg.training.TrainingData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/**
 * Microstructures that a model decodes where inference and annealing will ask it, labelled by the solver: half of them means of
 * p(z|c), half drawn around them, some with the threshold moved. What is labelled is kept in a file, a line each, so that a stopped
 * run goes on; lines of another model are forgotten.
 */
final class DecodedSamples {
    /** One of so many is for validation. */
    private static final int VALIDATION_SHARE = 10;
    /** Standard deviation by which thresholds move the hard fraction. */
    private static final double TRIM = 0.04;

    private static final double RIDGE = 1e-5;

    private final VaeReg model;
    private final List<DesignTarget> targets;
    private final FemSolver solver;
    private final Path folder;

    /**
     * @param targets what to infer from, one each
     * @param folder for {@code decoded.csv} and the solver's exchange
     */
    DecodedSamples(VaeReg model, List<DesignTarget> targets, FemSolver solver, Path folder) {
        this.model = model;
        this.targets = targets;
        this.solver = solver;
        this.folder = folder;
    }

    /**
     * What was found.
     *
     * @param response change of standardised c with z, by a linear fit [properties][latent]
     */
    record Labelled(List<TrainingData.Sample> samples, List<List<Double>> response) {}

    Labelled label() throws IOException, FemException {
        Path file = folder.resolve("decoded.csv");
        Map<Integer, Map<Property, Double>> labels = read(file);
        List<Callable<Integer>> work = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            int number = i;
            if (!labels.containsKey(number)) {
                work.add(() -> {
                    Map<Property, Double> values = solve(microstructure(number));
                    synchronized (labels) {
                        labels.put(number, values);
                        append(file, number, values);
                    }
                    return number;
                });
            }
        }
        SideBySide.run(work);
        List<TrainingData.Sample> samples = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            int number = i;
            Split part = i % VALIDATION_SHARE == VALIDATION_SHARE - 1 ? Split.VALIDATION : Split.TRAIN;
            samples.add(new TrainingData.Sample(() -> microstructure(number), value(labels, number), part));
        }
        return new Labelled(samples, response(labels));
    }

    private static Map<Property, Double> value(Map<Integer, Map<Property, Double>> labels, int number) {
        return Objects.requireNonNull(labels.get(number));
    }

    private List<List<Double>> response(Map<Integer, Map<Property, Double>> labels) {
        ModelCard card = model.card();
        double[][] z = new double[targets.size()][];
        double[][] c = new double[targets.size()][];
        for (int i = 0; i < z.length; i++) {
            z[i] = point(i, new SplittableRandom(i));
            c[i] = card.standardised(value(labels, i));
        }
        return Arrays.stream(LinearFit.of(z, c, RIDGE))
                .map(row -> Arrays.stream(row).limit(card.latentSize()).boxed().toList())
                .toList();
    }

    /** The same in every run. */
    private Microstructure microstructure(int number) {
        SplittableRandom random = new SplittableRandom(number);
        PhaseField field = model.decode(List.of(point(number, random))).get(0);
        double moved = random.nextInt(3) == 0 ? TRIM * random.nextGaussian() : 0;
        return field.atFraction(Math.max(0, Math.min(1, field.hardFraction() + moved)));
    }

    private double[] point(int number, SplittableRandom random) {
        List<LatentPrior.Mode> modes = model.prior(targets.get(number)).modes();
        double scale = random.nextBoolean() ? 0 : random.nextDouble();
        return modes.get(random.nextInt(modes.size())).sample(random, scale);
    }

    private Map<Property, Double> solve(Microstructure m) throws FemException {
        List<Property> properties = model.card().properties();
        TreeSet<Integer> columns =
                properties.stream().map(Property::column).collect(Collectors.toCollection(TreeSet::new));
        FemProblem problem = new FemProblem(m, model.card().phases(), columns, FemProblem.DEFAULT_RTOL);
        Path own = folder.resolve("fem")
                .resolve("evaluation-" + Thread.currentThread().getId());
        Stiffness C = solver.solve(problem, own).stiffness();
        Map<Property, Double> values = new EnumMap<>(Property.class);
        properties.forEach(p -> values.put(p, C.require(p)));
        return values;
    }

    private Map<Integer, Map<Property, Double>> read(Path file) throws IOException {
        Map<Integer, Map<Property, Double>> labels = new HashMap<>();
        String header = "# model " + model.card().sha256() + "\n";
        String text = Files.exists(file) ? Files.readString(file) : "";
        if (!text.startsWith(header)) {
            Files.writeString(file, header); // another model decodes other microstructures
            return labels;
        }
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        if (whole.length() < text.length()) {
            Files.writeString(file, whole); // the run before was stopped in the middle of a line
        }
        List<Property> properties = model.card().properties();
        for (String line : whole.lines().skip(1).toList()) {
            String[] cells = line.split(",", -1);
            if (cells.length != 1 + properties.size()) {
                throw new IOException("%s: '%s' does not hold a number and %s: delete the file to label again"
                        .formatted(file, line, properties));
            }
            Map<Property, Double> values = new EnumMap<>(Property.class);
            for (int p = 0; p < properties.size(); p++) {
                values.put(properties.get(p), Double.valueOf(cells[1 + p]));
            }
            labels.put(Integer.valueOf(cells[0]), values);
        }
        return labels;
    }

    private void append(Path file, int number, Map<Property, Double> values) {
        String line = number
                + model.card().properties().stream()
                        .map(p -> "," + values.get(p))
                        .collect(Collectors.joining())
                + "\n";
        try {
            Files.writeString(file, line, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
        }
    }
}
