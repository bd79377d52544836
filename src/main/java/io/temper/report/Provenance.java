package io.temper.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The provenance as rows, nested maps by dotted names. */
final class Provenance {
    /** One row of the table. */
    record Row(String name, String value) {}

    private Provenance() {}

    static List<Row> rows(Map<String, Object> provenance) {
        List<Row> rows = new ArrayList<>();
        add(rows, "", provenance);
        return rows;
    }

    private static void add(List<Row> rows, String prefix, Map<?, ?> map) {
        map.forEach((key, value) -> {
            if (value instanceof Map<?, ?> nested) {
                add(rows, prefix + key + ".", nested);
            } else {
                rows.add(new Row(prefix + key, String.valueOf(value)));
            }
        });
    }
}
