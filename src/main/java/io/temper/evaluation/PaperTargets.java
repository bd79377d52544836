package io.temper.evaluation;

import io.temper.material.DesignTarget;
import io.temper.material.Property;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The paper's targets of several properties (table 9). */
public final class PaperTargets {
    public static final List<Property> PROPERTIES =
            List.of(Property.C11, Property.C21, Property.C31, Property.C22, Property.C32, Property.C33);

    /** Stiffness vectors of ten microstructures of the paper's test split [GPa]. */
    public static final List<DesignTarget> TABLE_9 = Stream.of(
                    new double[] {8.24, 4.44, 3.99, 38.07, 10.7, 43.22},
                    new double[] {14.64, 6.94, 7.29, 64.97, 19.02, 63.03},
                    new double[] {14.07, 7.09, 6.99, 67.95, 19.72, 65.22},
                    new double[] {7.83, 3.11, 3.64, 31.74, 8.84, 40.6},
                    new double[] {16.59, 7.28, 7.45, 66.93, 19.65, 65.84},
                    new double[] {12.75, 6.42, 6.39, 74.23, 21.55, 70.61},
                    new double[] {9.8, 4.68, 4.57, 51.51, 15.23, 57.91},
                    new double[] {16.83, 7.75, 7.51, 80.56, 24.3, 79.55},
                    new double[] {16.83, 8.07, 7.9, 79.87, 24.4, 79.67},
                    new double[] {10.42, 5.02, 4.84, 53.46, 14.83, 54.41})
            .map(PaperTargets::target)
            .toList();

    private PaperTargets() {}

    private static DesignTarget target(double[] values) {
        Map<Property, Double> target = new EnumMap<>(Property.class);
        for (int p = 0; p < values.length; p++) {
            target.put(PROPERTIES.get(p), values[p]);
        }
        return new DesignTarget(target);
    }
}
