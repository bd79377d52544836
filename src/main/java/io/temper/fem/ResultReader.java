package io.temper.fem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.temper.fem.FemException.Reason;
import io.temper.material.Stiffness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads a solver's {@code result.json} and believes none of it. */
public final class ResultReader {
    static final String FORMAT = "temper-fem-1";
    static final long MAX_BYTES = 1 << 20;
    private static final Pattern VERSION = Pattern.compile("\\p{Print}{1,100}");

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final FemProblem problem;

    public ResultReader(FemProblem problem) {
        this.problem = problem;
    }

    /**
     * The result, checked.
     *
     * @param seconds wall time of the evaluation
     * @param solver name of the adapter
     * @throws FemException MALFORMED or UNPHYSICAL
     */
    public FemResult read(Path file, double seconds, String solver) throws FemException {
        return read(load(file), seconds, solver);
    }

    /** The same of a result's bytes. */
    FemResult read(byte[] bytes, double seconds, String solver) throws FemException {
        JsonNode json = parse(bytes);
        require(FORMAT.equals(json.path("format").asText()), "its format is not %s", FORMAT);
        String version = json.path("version").asText();
        require(VERSION.matcher(version).matches(), "its version is not a short line of text");
        double[][] C = matrix(json.path("C"));
        List<Integer> iterations = iterations(json.path("iterations"));
        double residual = residual(json.path("residual"));
        Stiffness stiffness = stiffness(C);
        new ResultChecks(problem).check(stiffness, residual);
        return new FemResult(stiffness, iterations, residual, seconds, solver, version);
    }

    private static byte[] load(Path file) throws FemException {
        try {
            require(Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS), "the solver left no %s", file.getFileName());
            long bytes = Files.size(file);
            require(bytes <= MAX_BYTES, "it has %d bytes, over the limit of %d", bytes, MAX_BYTES);
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new FemException(Reason.IO, "%s cannot be read: %s".formatted(file, e), e);
        }
    }

    private static JsonNode parse(byte[] bytes) throws FemException {
        try {
            JsonNode json = JSON.readTree(bytes);
            require(json.isObject(), "it is not a JSON object");
            return json;
        } catch (JsonProcessingException e) {
            throw new FemException(Reason.MALFORMED, "result: it is not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new FemException(Reason.IO, "the result cannot be read: " + e, e);
        }
    }

    /** Entries [row][column]; NaN in columns that were not asked for. */
    private double[][] matrix(JsonNode rows) throws FemException {
        require(rows.isArray() && rows.size() == 6, "C is not an array of 6 rows");
        double[][] C = new double[6][6];
        for (int i = 0; i < 6; i++) {
            require(rows.get(i).isArray() && rows.get(i).size() == 6, "row %d of C is not an array of 6", i + 1);
            for (int j = 0; j < 6; j++) {
                JsonNode entry = rows.get(i).get(j);
                boolean wanted = problem.columns().contains(j + 1);
                require(
                        entry.isNumber() || !wanted,
                        "C%d%d is %s, but column %d was asked for",
                        i + 1,
                        j + 1,
                        entry,
                        j + 1);
                C[i][j] = wanted ? entry.asDouble() : Double.NaN;
                if (wanted && !Double.isFinite(C[i][j])) {
                    throw ResultChecks.unphysical("C%d%d is %s", i + 1, j + 1, C[i][j]);
                }
            }
        }
        return C;
    }

    private List<Integer> iterations(JsonNode json) throws FemException {
        require(
                json.isArray()
                        && (json.isEmpty() || json.size() == problem.columns().size()),
                "iterations is not an array of one number per column");
        List<Integer> iterations = new ArrayList<>();
        for (JsonNode n : json) {
            require(n.isInt() && n.intValue() >= 0, "iterations holds %s", n);
            iterations.add(n.intValue());
        }
        return iterations;
    }

    private static double residual(JsonNode json) throws FemException {
        require(json.isNumber(), "residual is not a number");
        return json.doubleValue();
    }

    private Stiffness stiffness(double[][] C) {
        Map<Integer, double[]> columns = new TreeMap<>();
        for (int j : problem.columns()) {
            double[] column = new double[6];
            Arrays.setAll(column, i -> C[i][j - 1]);
            columns.put(j, column);
        }
        return new Stiffness(columns);
    }

    private static void require(boolean condition, String message, Object... values) throws FemException {
        if (!condition) {
            throw new FemException(Reason.MALFORMED, "result: " + message.formatted(values));
        }
    }
}
