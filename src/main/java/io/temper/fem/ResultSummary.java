package io.temper.fem;

import io.temper.material.Anisotropy;
import io.temper.material.EngineeringConstants;
import io.temper.material.Stiffness;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A result as it is shown to people and programs; with all columns solved also what follows from C. */
public final class ResultSummary {
    private ResultSummary() {}

    public static Map<String, Object> of(FemResult result) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("C", rows(result.stiffness()));
        if (result.stiffness().solvedColumns().size() == 6) {
            derived(json, result.stiffness());
        }
        json.put("solver", result.solver());
        json.put("version", result.version());
        json.put("iterations", result.iterations());
        json.put("residual", result.residual());
        json.put("seconds", result.seconds());
        return json;
    }

    private static void derived(Map<String, Object> json, Stiffness C) {
        EngineeringConstants constants = EngineeringConstants.of(C);
        Anisotropy anisotropy = Anisotropy.of(C);
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < 3; i++) {
            values.put("E" + (i + 1) + "_GPa", constants.E()[i]);
        }
        for (int i = 0; i < 3; i++) {
            values.put(
                    "G" + List.of("23", "13", "12").get(i) + "_GPa", constants.G()[i]);
        }
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                if (i != j) {
                    values.put("nu%d%d".formatted(i + 1, j + 1), constants.nu()[i][j]);
                }
            }
        }
        json.put("engineeringConstants", values);
        Map<String, Object> indices = new LinkedHashMap<>();
        indices.put("universal", anisotropy.universal());
        indices.put("zener", anisotropy.zener());
        json.put("anisotropy", indices);
    }

    /** Six rows of six, null where the column was not solved. */
    private static @Nullable Double[][] rows(Stiffness C) {
        @Nullable Double[][] rows = new Double[6][6];
        for (int j : C.solvedColumns()) {
            double[] column = C.column(j).orElseThrow();
            for (int i = 0; i < 6; i++) {
                rows[i][j - 1] = column[i];
            }
        }
        return rows;
    }
}
