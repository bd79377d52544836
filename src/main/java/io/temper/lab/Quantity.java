package io.temper.lab;

import com.fasterxml.jackson.databind.JsonNode;
import io.temper.material.Property;
import java.util.ArrayList;
import java.util.List;

/**
 * A number of a result that lab data systems keep as a field of its own.
 *
 * @param name for example {@code mode1 verified C11}
 * @param unit empty if it has none
 */
record Quantity(String name, double value, String unit) {
    /**
     * Those of a result: its target, and of each candidate what was verified; what an event's run predicted, simulated and
     * compared; by the units that the result names.
     */
    static List<Quantity> of(JsonNode result) {
        List<Quantity> all = new ArrayList<>();
        JsonNode units = result.path("units");
        for (String name : List.of("target", "verified", "predicted", "measured")) {
            add(all, name, result.path(name), units.path(name).asText(""));
        }
        for (JsonNode candidate : result.path("candidates")) {
            String id = candidate.path("id").asText();
            add(
                    all,
                    id + " verified",
                    candidate.path("verified"),
                    units.path("verified").asText(""));
            add(all, id + " hard fraction", candidate.path("hardFraction"), "");
        }
        stiffness(all, "predicted", result.path("prediction"));
        stiffness(all, "simulated", result.path("simulation"));
        JsonNode comparison = result.path("comparison");
        add(
                all,
                "measured " + comparison.path("property").asText(),
                comparison.path("measured"),
                comparison.path("unit").asText(""));
        return all;
    }

    private static void stiffness(List<Quantity> all, String name, JsonNode values) {
        for (Property p : Property.values()) {
            JsonNode value = values.path(p.name());
            add(
                    all,
                    name + " " + p.name(),
                    value.isObject() ? value.path("mean") : value,
                    values.path("unit").asText(""));
        }
    }

    private static void add(List<Quantity> all, String name, JsonNode value, String unit) {
        if (value.isNumber()) {
            all.add(new Quantity(name, value.asDouble(), unit));
        } else if (value.isObject()) {
            value.properties().forEach(e -> add(all, name + " " + e.getKey(), e.getValue(), unit));
        }
    }
}
