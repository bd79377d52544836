package io.temper.vaereg.training;

import io.temper.generation.LabelTable;
import io.temper.generation.Split;
import io.temper.material.CubeSymmetry;
import io.temper.material.Microstructure;
import io.temper.material.Property;
import io.temper.vaereg.ModelCard;
import io.temper.vaereg.network.NetworkShape;
import io.temper.vaereg.network.Tensors;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Labelled microstructures, split, with c standardised: c = (ln(value / GPa) - logMean) / logDeviation over the training
 * set.
 *
 * <p>The labels may hold more properties than the model is to know: they say what a sample's axes exchanged would have.
 */
public final class TrainingData {
    /** One labelled microstructure; its voxels are made when they are first asked for, and kept. */
    public static final class Sample {
        private final Supplier<Microstructure> source;
        private final Map<Property, Double> labels;
        private final Split part;
        private volatile @Nullable Microstructure microstructure;

        /** @param labels [GPa] */
        public Sample(Supplier<Microstructure> source, Map<Property, Double> labels, Split part) {
            this.source = source;
            this.labels = new EnumMap<>(labels);
            this.part = part;
        }

        public Microstructure microstructure() {
            Microstructure m = microstructure;
            if (m == null) {
                m = checked(source.get());
                microstructure = m;
            }
            return m;
        }

        private static Microstructure checked(Microstructure m) {
            int n = NetworkShape.GRID;
            if (m.nx() != n || m.ny() != n || m.nz() != n) {
                throw new IllegalArgumentException("%s: the network takes %d x %d x %d voxels".formatted(m, n, n, n));
            }
            return m;
        }

        /** The label [GPa]; an error if the sample has none of this property. */
        public double value(Property p) {
            Double value = labels.get(p);
            if (value == null) {
                throw new IllegalArgumentException(
                        "a sample has labels for %s, not for %s".formatted(labels.keySet(), p));
            }
            return value;
        }

        public Split part() {
            return part;
        }
    }

    private final List<Property> properties;
    private final List<Sample> samples;
    private final List<CubeSymmetry> symmetries;
    private final int fold;
    private final double[] logMean;
    private final double[] logDeviation;

    /**
     * @param properties what the model is to know
     * @throws IllegalArgumentException if a sample lacks a label, or a part is empty
     */
    public TrainingData(List<Property> properties, List<Sample> samples) {
        this(properties, samples, 0);
    }

    private TrainingData(List<Property> properties, List<Sample> samples, int fold) {
        this(properties, samples, fold, List.of(Split.values()), null);
    }

    /** Samples with c standardised as a trained model has it, whatever the samples are; the test part may be empty. */
    static TrainingData like(ModelCard card, List<Sample> samples) {
        return new TrainingData(
                card.properties(),
                samples,
                card.fold(),
                List.of(Split.TRAIN, Split.VALIDATION),
                new Scale(unboxed(card.logMean()), unboxed(card.logDeviation())));
    }

    private static double[] unboxed(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Other samples with c standardised as here; the test part may be empty. */
    TrainingData like(List<Sample> other) {
        return new TrainingData(
                properties, other, fold, List.of(Split.TRAIN, Split.VALIDATION), new Scale(logMean, logDeviation));
    }

    /** @param scale null to take the training part's own */
    private TrainingData(
            List<Property> properties, List<Sample> samples, int fold, List<Split> needed, @Nullable Scale scale) {
        this.properties = List.copyOf(properties);
        this.samples = List.copyOf(samples);
        this.fold = fold;
        for (Sample s : samples) {
            properties.forEach(s::value);
        }
        for (Split part : needed) {
            if (indices(part).length == 0) {
                throw new IllegalArgumentException("no sample is in the %s part of the split".formatted(part));
            }
        }
        symmetries = CubeSymmetry.all().stream().filter(this::isLabelled).toList();
        if (scale != null) {
            logMean = scale.logMean();
            logDeviation = scale.logDeviation();
            return;
        }
        logMean = new double[properties.size()];
        logDeviation = new double[properties.size()];
        for (int p = 0; p < logMean.length; p++) {
            double[] logs = logs(properties.get(p));
            double mean = Arrays.stream(logs).average().orElseThrow();
            logMean[p] = mean;
            logDeviation[p] = Math.sqrt(Arrays.stream(logs)
                    .map(v -> (v - mean) * (v - mean))
                    .average()
                    .orElseThrow());
        }
    }

    /** How c is standardised. */
    private record Scale(double[] logMean, double[] logDeviation) {}

    /** Whether every sample has the labels that its image under the symmetry needs. */
    private boolean isLabelled(CubeSymmetry symmetry) {
        return properties.stream()
                .map(symmetry::source)
                .allMatch(p -> samples.stream().allMatch(s -> s.labels.containsKey(p)));
    }

    /**
     * A label table's samples, split as its recipe says; voxels are made again from their seeds.
     *
     * @param fold of the split, 0..{@link io.temper.generation.DatasetRecipe#FOLDS} - 1
     */
    public static TrainingData of(LabelTable table, List<Property> properties, int fold) {
        LabelTable.Header header = table.header();
        Map<Integer, Split> parts = new HashMap<>();
        for (Split part : Split.values()) {
            header.recipe().samples(part, fold).forEach(s -> parts.put(s.index(), part));
        }
        List<Sample> samples = table.complete().stream()
                .map(row -> new Sample(
                        () -> row.sample().generate(header.size()),
                        labels(header.properties(), row),
                        Objects.requireNonNull(parts.get(row.sample().index()))))
                .toList();
        return new TrainingData(properties, samples, fold);
    }

    private static Map<Property, Double> labels(List<Property> properties, LabelTable.Row row) {
        Map<Property, Double> labels = new EnumMap<>(Property.class);
        for (int p = 0; p < properties.size(); p++) {
            labels.put(properties.get(p), row.values().get(p));
        }
        return labels;
    }

    /** The samples of a part, in order. */
    public List<Sample> samples(Split part) {
        return samples.stream().filter(s -> s.part() == part).toList();
    }

    /** About so many samples of a part, evenly taken. */
    public List<Sample> spread(Split part, int count) {
        List<Sample> all = samples(part);
        int stride = Math.max(1, all.size() / count);
        return IntStream.range(0, all.size() / stride)
                .mapToObj(i -> all.get(i * stride))
                .toList();
    }

    /** The symmetries under which every sample is another labelled sample; the identity first. */
    public List<CubeSymmetry> symmetries() {
        return symmetries;
    }

    /** ln(value / GPa) over the training part and its images, of which all have the same weight. */
    private double[] logs(Property property) {
        int[] training = indices(Split.TRAIN);
        return symmetries.stream()
                .map(s -> s.source(property))
                .flatMapToDouble(p -> Arrays.stream(training)
                        .mapToDouble(i -> Math.log(samples.get(i).value(p))))
                .toArray();
    }

    public List<Property> properties() {
        return properties;
    }

    public List<Sample> samples() {
        return samples;
    }

    /** Which fold of a label table's split this is, 0 where the samples come from elsewhere. */
    public int fold() {
        return fold;
    }

    /** Mean of ln(value / GPa) over the training part and its images, per property. */
    public double[] logMean() {
        return logMean.clone();
    }

    /** Standard deviation of ln(value / GPa) over the training part and its images, per property. */
    public double[] logDeviation() {
        return logDeviation.clone();
    }

    /** Indices of the samples of a part, ascending. */
    public int[] indices(Split part) {
        return IntStream.range(0, samples.size())
                .filter(i -> samples.get(i).part() == part)
                .toArray();
    }

    /** Standardised labels of a sample seen through a symmetry [properties]. */
    public float[] standardised(int index, CubeSymmetry symmetry) {
        float[] c = new float[properties.size()];
        for (int p = 0; p < c.length; p++) {
            double value = samples.get(index).value(symmetry.source(properties.get(p)));
            c[p] = (float) ((Math.log(value) - logMean[p]) / logDeviation[p]);
        }
        return c;
    }

    /** How a sample is seen: through a symmetry and from a corner of its periodic cell. */
    public record View(CubeSymmetry symmetry, int[] origin) {
        static final View PLAIN = new View(CubeSymmetry.IDENTITY, new int[3]);
    }

    /** A random view under which labels are known. */
    View view(RandomGenerator random) {
        int n = NetworkShape.GRID;
        return new View(
                symmetries.get(random.nextInt(symmetries.size())),
                new int[] {random.nextInt(n), random.nextInt(n), random.nextInt(n)});
    }

    /** Voxels of some samples as floats [indices * 51^3] and their standardised labels [indices * properties]. */
    public record Batch(int[] indices, List<View> views, float[] x, float[] c) {}

    /** Some samples, each in a random view where {@code random} is given. */
    public Batch batch(int[] indices, @Nullable RandomGenerator random) {
        int size = NetworkShape.GRID * NetworkShape.GRID * NetworkShape.GRID;
        int p = properties.size();
        float[] x = new float[indices.length * size];
        float[] c = new float[indices.length * p];
        View[] views = new View[indices.length];
        for (int i = 0; i < indices.length; i++) {
            views[i] = random == null ? View.PLAIN : view(random);
            Microstructure m = samples.get(indices[i]).microstructure();
            Tensors.voxels(m, views[i].symmetry(), views[i].origin(), x, i * size);
            System.arraycopy(standardised(indices[i], views[i].symmetry()), 0, c, i * p, p);
        }
        return new Batch(indices, List.of(views), x, c);
    }
}
