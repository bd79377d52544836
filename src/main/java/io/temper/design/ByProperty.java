package io.temper.design;

import io.temper.material.Property;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** Maps by property in the order of the properties, so that reports read the same every time. */
final class ByProperty {
    private ByProperty() {}

    static <V> Map<Property, V> copy(Map<Property, V> values) {
        Map<Property, V> copy = new EnumMap<>(Property.class);
        copy.putAll(values);
        return Collections.unmodifiableMap(copy);
    }
}
