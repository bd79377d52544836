package io.temper.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;

/** Brings pressures to GPa: whatever stands beside a {@code unit}. Decimal, so that 121000 MPa are 121 GPa exactly. */
final class Units {
    /** Powers of ten from GPa. */
    private static final Map<String, Integer> POWERS = Map.of("GPa", 0, "MPa", -3, "kPa", -6, "Pa", -9);

    private static final Set<String> QUANTITIES = Set.of("value", "uncertainty");

    private Units() {}

    /** @param data as the schema has it; changed in place */
    static void toGPa(ObjectNode data) {
        JsonNode unit = data.get("unit");
        if (unit != null) {
            int power = POWERS.getOrDefault(unit.textValue(), 0);
            QUANTITIES.forEach(q -> scale(data, q, power));
            if (data.get("target") instanceof ObjectNode target) {
                target.fieldNames().forEachRemaining(name -> scale(target, name, power));
            }
            data.put("unit", "GPa");
        }
        data.forEach(child -> {
            if (child instanceof ObjectNode object) {
                toGPa(object);
            }
        });
    }

    private static void scale(ObjectNode node, String name, int power) {
        JsonNode value = node.get(name);
        if (value != null && value.isNumber()) {
            BigDecimal scaled = new BigDecimal(value.asText()).scaleByPowerOfTen(power);
            node.set(name, JsonNodeFactory.instance.numberNode(scaled.doubleValue()));
        }
    }
}
