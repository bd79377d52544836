package io.temper.vaereg;

import io.temper.generation.LabelTable;
import io.temper.generation.Split;
import io.temper.material.Microstructure;
import io.temper.material.Property;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Labelled microstructures, split, with c standardised: c = (ln(value / GPa) - logMean) / logDeviation over the training
 * set.
 */
public final class TrainingData {
    /** @param values labels [properties], GPa */
    public record Sample(Microstructure microstructure, double[] values, Split part) {}

    private final List<Property> properties;
    private final List<Sample> samples;
    private final double[] logMean;
    private final double[] logDeviation;

    /** @throws IllegalArgumentException if a sample has the wrong size or number of labels, or a part is empty */
    public TrainingData(List<Property> properties, List<Sample> samples) {
        this.properties = List.copyOf(properties);
        this.samples = List.copyOf(samples);
        int n = NetworkShape.GRID;
        for (Sample s : samples) {
            Microstructure m = s.microstructure();
            if (m.nx() != n || m.ny() != n || m.nz() != n) {
                throw new IllegalArgumentException("%s: the network takes %d x %d x %d voxels".formatted(m, n, n, n));
            }
            if (s.values().length != properties.size()) {
                throw new IllegalArgumentException(
                        "a sample has %d labels for %s".formatted(s.values().length, properties));
            }
        }
        for (Split part : Split.values()) {
            if (indices(part).length == 0) {
                throw new IllegalArgumentException("no sample is in the %s part of the split".formatted(part));
            }
        }
        logMean = new double[properties.size()];
        logDeviation = new double[properties.size()];
        for (int p = 0; p < logMean.length; p++) {
            double[] logs = logs(p);
            double mean = Arrays.stream(logs).average().orElseThrow();
            logMean[p] = mean;
            logDeviation[p] = Math.sqrt(Arrays.stream(logs)
                    .map(v -> (v - mean) * (v - mean))
                    .average()
                    .orElseThrow());
        }
    }

    /** A complete label table's samples, split as its recipe says; voxels are made again from their seeds. */
    public static TrainingData of(LabelTable table) {
        LabelTable.Header header = table.header();
        Map<Integer, Split> parts = new HashMap<>();
        for (Split part : Split.values()) {
            header.recipe().samples(part).forEach(s -> parts.put(s.index(), part));
        }
        List<Sample> samples = table.complete().parallelStream()
                .map(row -> new Sample(
                        row.sample().generate(header.size()),
                        row.values().stream().mapToDouble(Double::doubleValue).toArray(),
                        Objects.requireNonNull(parts.get(row.sample().index()))))
                .toList();
        return new TrainingData(header.properties(), samples);
    }

    /** The samples of a part, in order. */
    public List<Sample> samples(Split part) {
        return samples.stream().filter(s -> s.part() == part).toList();
    }

    private double[] logs(int property) {
        return Arrays.stream(indices(Split.TRAIN))
                .mapToDouble(i -> Math.log(samples.get(i).values()[property]))
                .toArray();
    }

    public List<Property> properties() {
        return properties;
    }

    public List<Sample> samples() {
        return samples;
    }

    /** Mean of ln(value / GPa) over the training part, per property. */
    public double[] logMean() {
        return logMean.clone();
    }

    /** Standard deviation of ln(value / GPa) over the training part, per property. */
    public double[] logDeviation() {
        return logDeviation.clone();
    }

    /** Indices of the samples of a part, ascending. */
    int[] indices(Split part) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            if (samples.get(i).part() == part) {
                found.add(i);
            }
        }
        return found.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Standardised labels of some samples, [indices * properties], C order. */
    float[] standardised(int[] indices) {
        int p = properties.size();
        float[] c = new float[indices.length * p];
        for (int i = 0; i < c.length; i++) {
            double value = samples.get(indices[i / p]).values()[i % p];
            c[i] = (float) ((Math.log(value) - logMean[i % p]) / logDeviation[i % p]);
        }
        return c;
    }

    /** Voxels of some samples as floats [indices * 51^3]; rolled periodically at random where {@code random} is given. */
    float[] voxels(int[] indices, @Nullable RandomGenerator random) {
        int n = NetworkShape.GRID;
        float[] x = new float[indices.length * n * n * n];
        for (int i = 0; i < indices.length; i++) {
            int[] origin =
                    random == null ? new int[3] : new int[] {random.nextInt(n), random.nextInt(n), random.nextInt(n)};
            Tensors.voxels(samples.get(indices[i]).microstructure(), origin, x, i * n * n * n);
        }
        return x;
    }
}
