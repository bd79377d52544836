package io.temper.fem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temper.fem.voxel.VoxelProblem;
import io.temper.material.FormatException;
import io.temper.material.Microstructure;
import io.temper.material.NpyFormat;
import io.temper.material.Stiffness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A problem whose answer is known: {@code problem.json}, the voxels that it names and {@code expected.json} in an adapter's
 * folder {@code golden/}.
 *
 * @param expected the problem's columns of C [GPa]
 * @param tolerance largest error of an entry (i, j), over the root of C_ii C_jj [-]
 */
public record GoldenCase(FemProblem problem, Stiffness expected, double tolerance) {
    /** What {@code expected.json} need not say. */
    static final double DEFAULT_TOLERANCE = 1e-5;

    public GoldenCase {
        if (!(tolerance > 0 && tolerance < 1)) {
            throw new IllegalArgumentException("tolerance %s must be above 0 and below 1".formatted(tolerance));
        }
    }

    /**
     * An entry of C.
     *
     * @param row 1..6
     * @param column 1..6
     * @param expected [GPa]
     * @param found [GPa]
     * @param error |found - expected| over the scale of the entry [-]
     */
    public record Entry(int row, int column, double expected, double found, double error) {
        /** Such as {@code C21}. */
        public String name() {
            return "C%d%d".formatted(row, column);
        }
    }

    /** Reads an adapter's golden case. @throws FormatException one clear line, if one of its files is not what it should be */
    public static GoldenCase read(Path folder) throws IOException {
        try {
            VoxelProblem given = VoxelProblem.read(folder.resolve("problem.json"));
            Path voxels = folder.resolve(given.microstructure());
            Microstructure m = new NpyFormat().read(voxels);
            if (!given.size().equals(List.of(m.nx(), m.ny(), m.nz()))) {
                throw new FormatException("%s: size %s is not that of %s".formatted(folder, given.size(), m));
            }
            JsonNode json = new ObjectMapper().readTree(Files.readAllBytes(folder.resolve("expected.json")));
            return new GoldenCase(
                    new FemProblem(m, given.phases(), given.columns(), given.rtol()),
                    expected(json.path("C"), given),
                    json.path("tolerance").asDouble(DEFAULT_TOLERANCE));
        } catch (JsonProcessingException e) {
            throw new FormatException("%s: expected.json is not JSON: %s".formatted(folder, e.getOriginalMessage()));
        } catch (FormatException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new FormatException("golden case %s: %s".formatted(folder, e.getMessage()));
        }
    }

    private static Stiffness expected(JsonNode rows, VoxelProblem given) {
        TreeMap<Integer, double[]> columns = new TreeMap<>();
        for (int j : given.columns()) {
            double[] column = new double[6];
            for (int i = 0; i < 6; i++) {
                JsonNode entry = rows.path(i).path(j - 1);
                if (!entry.isNumber()) {
                    throw new IllegalArgumentException(
                            "expected.json has no C%d%d, but column %d is solved".formatted(i + 1, j, j));
                }
                column[i] = entry.asDouble();
            }
            columns.put(j, column);
        }
        return new Stiffness(columns);
    }

    /** All entries of the problem's columns, column by column. */
    public List<Entry> compare(Stiffness found) {
        List<Entry> entries = new ArrayList<>();
        for (int j : problem.columns()) {
            double[] wanted = expected.column(j).orElseThrow();
            double[] column = found.column(j).orElseThrow();
            for (int i = 1; i <= 6; i++) {
                double error = Math.abs(column[i - 1] - wanted[i - 1]) / scale(i, j);
                entries.add(new Entry(i, j, wanted[i - 1], column[i - 1], error));
            }
        }
        return entries;
    }

    /** The root of C_ii C_jj, which no entry of a stable material exceeds; C_jj alone if column i is not there. */
    private double scale(int i, int j) {
        double Cjj = expected.column(j).orElseThrow()[j - 1];
        return Math.sqrt(Cjj * expected.column(i).map(c -> c[i - 1]).orElse(Cjj));
    }
}
