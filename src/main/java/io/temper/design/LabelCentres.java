package io.temper.design;

import io.temper.generation.LabelTable;
import io.temper.generation.Sigma;
import io.temper.material.DesignTarget;
import io.temper.material.Property;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The filters whose labels lie nearest to the target: least sum over the wanted components of (ln c - ln c*)^2, one label of
 * each filter.
 *
 * @param properties of the labels, in the order of their values; positive ones
 * @param rows labels for the model's phases; at least one
 * @param filters how many filters to take, at least 1
 */
public record LabelCentres(List<Property> properties, List<LabelTable.Row> rows, int filters) implements SampleCentres {
    /** A label and its squared distance. */
    private record Near(LabelTable.Row row, double distance) {}

    public LabelCentres {
        properties = List.copyOf(properties);
        rows = List.copyOf(rows);
        if (rows.isEmpty() || filters < 1) {
            throw new IllegalArgumentException(
                    "%d labels and %d filters: at least 1 of each is needed".formatted(rows.size(), filters));
        }
    }

    @Override
    public List<Centre> near(DesignTarget target, List<Candidate> candidates, int size) {
        Map<Sigma, Centre> nearest = new LinkedHashMap<>();
        rows.stream()
                .map(row -> new Near(row, distance(target, row)))
                .sorted(Comparator.comparingDouble(Near::distance))
                .map(near -> near.row().sample())
                .forEach(s -> nearest.putIfAbsent(s.sigma(), new Centre(s.sigma(), s.fraction())));
        return nearest.values().stream().limit(filters).toList();
    }

    private double distance(DesignTarget target, LabelTable.Row row) {
        double sum = 0;
        for (Map.Entry<Property, Double> wanted : target.values().entrySet()) {
            int p = properties.indexOf(wanted.getKey());
            if (p < 0) {
                throw new IllegalArgumentException(
                        "the labels know %s, not %s: label a dataset with it".formatted(properties, wanted.getKey()));
            }
            double d = Math.log(row.values().get(p) / wanted.getValue());
            sum += d * d;
        }
        return sum;
    }
}
