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
import io.temper.vaereg.PhaseField;
import io.temper.vaereg.VaeReg;
import io.temper.vaereg.training.TrainingData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Microstructures that a model decodes where inference and annealing will ask it, labelled by the solver. What is labelled is kept in
 * a file, a line each, so that a stopped run goes on; lines of another model are forgotten.
 */
final class DecodedSamples {
    /** One of so many is for validation. */
    private static final int VALIDATION_SHARE = 10;
    /** Standard deviation by which thresholds move the hard fraction. */
    private static final double TRIM = 0.04;

    private final VaeReg model;
    private final Points points;
    private final int count;
    private final boolean trims;
    private final FemSolver solver;
    private final Path folder;

    /** Latent points, the same in every run. */
    interface Points {
        /** @param random seeded by the number, to draw from or not */
        double[] at(int number, RandomGenerator random);
    }

    /** Points of p(z|c) for one target each, as often a mean as drawn around one. */
    static Points ofPrior(VaeReg model, List<DesignTarget> targets) {
        return (number, random) -> {
            List<LatentPrior.Mode> modes = model.prior(targets.get(number)).modes();
            double scale = random.nextBoolean() ? 0 : random.nextDouble();
            return modes.get(random.nextInt(modes.size())).sample(random, scale);
        };
    }

    /**
     * @param count how many to decode
     * @param trims whether the threshold of a third is moved
     * @param folder for {@code decoded.csv} and the solver's exchange
     */
    DecodedSamples(VaeReg model, Points points, int count, boolean trims, FemSolver solver, Path folder) {
        this.model = model;
        this.points = points;
        this.count = count;
        this.trims = trims;
        this.solver = solver;
        this.folder = folder;
    }

    List<TrainingData.Sample> label() throws IOException, FemException {
        Path file = folder.resolve("decoded.csv");
        Map<Integer, Map<Property, Double>> labels = read(file);
        List<Callable<Integer>> work = new ArrayList<>();
        for (int i = 0; i < count; i++) {
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
        for (int i = 0; i < count; i++) {
            int number = i;
            Split part = i % VALIDATION_SHARE == VALIDATION_SHARE - 1 ? Split.VALIDATION : Split.TRAIN;
            samples.add(new TrainingData.Sample(() -> microstructure(number), value(labels, number), part));
        }
        return samples;
    }

    private static Map<Property, Double> value(Map<Integer, Map<Property, Double>> labels, int number) {
        return Objects.requireNonNull(labels.get(number));
    }

    /** The same in every run. */
    private Microstructure microstructure(int number) {
        SplittableRandom random = new SplittableRandom(number);
        PhaseField field = model.decode(List.of(points.at(number, random))).get(0);
        if (!trims || random.nextInt(3) > 0) {
            return field.microstructure();
        }
        double moved = field.hardFraction() + TRIM * random.nextGaussian();
        return field.atFraction(Math.max(0, Math.min(1, moved)));
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
