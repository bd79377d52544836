package io.temper.fem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temper.material.Stiffness;

/** A result in the form of a solver's {@code result.json}; not a digit is lost. */
public final class ResultJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ResultJson() {}

    /** @param cached whether it was computed by an earlier evaluation */
    public static byte[] write(FemResult result, boolean cached) {
        ObjectNode json = JSON.createObjectNode()
                .put("format", ResultReader.FORMAT)
                .put("solver", result.solver())
                .put("version", result.version());
        stiffness(json.putArray("C"), result.stiffness());
        result.iterations().forEach(json.putArray("iterations")::add);
        json.put("residual", result.residual()).put("seconds", result.seconds());
        if (cached) {
            json.put("cached", true);
        }
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers and text are always JSON", e);
        }
    }

    /**
     * Reads it back, with all checks that a solver's own result has to pass.
     *
     * @param seconds wall time of this evaluation
     * @throws FemException MALFORMED or UNPHYSICAL
     */
    public static FemResult read(byte[] json, FemProblem problem, double seconds, String solver) throws FemException {
        return new ResultReader(problem).read(json, seconds, solver);
    }

    /** Six rows of six, null where the column was not solved. */
    private static void stiffness(ArrayNode rows, Stiffness C) {
        for (int i = 0; i < 6; i++) {
            ArrayNode row = rows.addArray();
            for (int j = 1; j <= 6; j++) {
                double[] column = C.column(j).orElse(null);
                if (column == null) {
                    row.addNull();
                } else {
                    row.add(column[i]);
                }
            }
        }
    }
}
