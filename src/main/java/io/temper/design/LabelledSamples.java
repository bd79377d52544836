package io.temper.design;

import io.temper.generation.LabelTable;
import io.temper.generation.Sigma;
import io.temper.material.CubeSymmetry;
import io.temper.material.DesignTarget;
import io.temper.material.Phases;
import io.temper.material.Property;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The samples of a label table, each in the 48 orientations of the cube, by the worst component of their labels. The table is read
 * when it is first needed; without one there are no samples.
 */
public final class LabelledSamples implements NearestSamples {
    private final Path file;
    private @Nullable Phases labelled;
    private List<Property> properties = List.of();
    private List<LabelTable.Row> rows = List.of();
    private boolean read;

    /** @param file a label table; may be missing */
    public LabelledSamples(Path file) {
        this.file = file;
    }

    @Override
    public List<Sample> near(DesignTarget target, Phases phases, int count) throws IOException {
        read();
        if (!phases.equals(labelled) || !properties.containsAll(target.values().keySet())) {
            return List.of();
        }
        Map<List<Double>, Sample> nearest = new LinkedHashMap<>();
        for (LabelTable.Row row : rows) {
            Sample sample = nearest(target, row);
            nearest.merge(morphology(row.sample().sigma()), sample, (a, b) -> a.error() <= b.error() ? a : b);
        }
        return nearest.values().stream()
                .sorted(Comparator.comparingDouble(Sample::error))
                .limit(count)
                .toList();
    }

    private synchronized void read() throws IOException {
        if (!read && Files.exists(file)) {
            LabelTable table = LabelTable.read(file);
            labelled = table.header().phases();
            properties = table.header().properties();
            rows = table.complete();
        }
        read = true;
    }

    /** The filter's standard deviations whatever their axes. */
    private static List<Double> morphology(Sigma sigma) {
        double[] s = {sigma.x(), sigma.y(), sigma.z()};
        Arrays.sort(s);
        return List.of(s[0], s[1], s[2]);
    }

    /** In its best orientation. */
    private Sample nearest(DesignTarget target, LabelTable.Row row) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        List<CubeSymmetry> symmetries = CubeSymmetry.all();
        for (int s = 0; s < symmetries.size(); s++) {
            double error = error(target, row, symmetries.get(s));
            if (error < least) {
                least = error;
                best = s;
            }
        }
        return new Sample(
                row.sample().index(),
                new GeneratorPoint(
                        row.sample().sigma(),
                        row.sample().fraction(),
                        row.sample().seed(),
                        best),
                least);
    }

    /** Infinite where the label lacks what the orientation would need. */
    private double error(DesignTarget target, LabelTable.Row row, CubeSymmetry symmetry) {
        double worst = 0;
        for (Map.Entry<Property, Double> wanted : target.values().entrySet()) {
            int p = properties.indexOf(symmetry.source(wanted.getKey()));
            if (p < 0) {
                return Double.POSITIVE_INFINITY;
            }
            worst = Math.max(worst, Math.abs(row.values().get(p) / wanted.getValue() - 1));
        }
        return worst;
    }
}
