package io.temper.material;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The stiffness components asked for, each with its wanted value.
 *
 * @param values wanted value [GPa] by component; at least one, all positive and finite
 */
public record DesignTarget(Map<Property, Double> values) {
    public DesignTarget {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("an empty target: give at least one component, for example C11=35");
        }
        values.forEach((p, v) -> {
            if (!(v > 0) || !Double.isFinite(v)) {
                throw new IllegalArgumentException(
                        "target %s=%s must be a positive finite number of GPa".formatted(p, v));
            }
        });
        values = Collections.unmodifiableMap(new EnumMap<>(values));
    }

    /** Reads {@code C11=35} or {@code C11=35,C22=20} [GPa]. */
    public static DesignTarget parse(String text) {
        Map<Property, Double> values = new EnumMap<>(Property.class);
        for (String part : text.split(",", -1)) {
            String[] pair = part.split("=", -1);
            if (pair.length != 2) {
                throw new IllegalArgumentException(
                        "target '%s' is not NAME=VALUE, for example C11=35 (GPa)".formatted(part.trim()));
            }
            Property property = Property.parse(pair[0]);
            try {
                if (values.put(property, Double.parseDouble(pair[1].trim())) != null) {
                    throw new IllegalArgumentException("target '%s' names %s twice".formatted(text, property));
                }
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "target %s: '%s' is not a number of GPa".formatted(property, pair[1].trim()), e);
            }
        }
        return new DesignTarget(values);
    }

    /** The load cases, 1..6, whose solution gives every wanted component. */
    public SortedSet<Integer> columns() {
        SortedSet<Integer> columns = new TreeSet<>();
        values.keySet().forEach(p -> columns.add(p.column()));
        return columns;
    }

    /** Signed relative error achieved / target - 1 [-] by component. */
    public Map<Property, Double> errors(Stiffness achieved) {
        Map<Property, Double> errors = new EnumMap<>(Property.class);
        values.forEach((p, v) -> errors.put(p, achieved.require(p) / v - 1));
        return errors;
    }

    /** The largest absolute relative error over the wanted components [-]. */
    public double worstError(Stiffness achieved) {
        return errors(achieved).values().stream().mapToDouble(Math::abs).max().orElseThrow();
    }

    @Override
    public String toString() {
        StringBuilder s = new StringBuilder();
        values.forEach(
                (p, v) -> s.append(s.isEmpty() ? "" : ",").append(p).append('=').append(v));
        return s.toString();
    }
}
