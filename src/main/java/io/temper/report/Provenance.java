package io.temper.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The provenance as rows, nested maps by dotted names. */
final class Provenance {
    /** One row of the table. */
    record Row(String name, String value) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    private Provenance() {}

    static List<Row> rows(Map<String, Object> provenance) {
        List<Row> rows = new ArrayList<>();
        // records become maps, as they are in report.json
        add(rows, "", JSON.convertValue(provenance, Map.class));
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
