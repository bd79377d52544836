package io.temper.design;

import io.temper.generation.LabelTable;
import io.temper.material.CubeSymmetry;
import io.temper.material.Phases;
import io.temper.material.Property;
import io.temper.material.Stiffness;
import io.temper.material.StiffnessBounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Stiffness that a composite is known to have.
 *
 * @param values the six components of normal strain [GPa]
 * @param fraction its hard fraction, 0..1
 */
record LabelledStiffness(Map<Property, Double> values, double fraction) {
    private static final List<Property> NORMAL =
            List.of(Property.C11, Property.C21, Property.C31, Property.C22, Property.C32, Property.C33);

    /** Where such stiffness is found. */
    @FunctionalInterface
    interface Source {
        /** At least one, of these phases or near them. @throws IOException if a table cannot be read */
        List<LabelledStiffness> of(Phases phases) throws IOException;
    }

    /**
     * C [GPa] with all columns. The shear moduli are guessed, (sqrt(C_ii C_jj) - C_ij) / 2, which is what an isotropic material has:
     * they serve to rank, and are found by the solver.
     */
    Stiffness stiffness() {
        Map<Integer, double[]> columns = new TreeMap<>();
        for (int j = 0; j < 3; j++) {
            double[] column = new double[6];
            for (int i = 0; i < 3; i++) {
                column[i] = value(i, j);
            }
            columns.put(j + 1, column);
            int a = (j + 1) % 3;
            int b = (j + 2) % 3;
            double[] shear = new double[6];
            shear[3 + j] = Math.max(1e-6, (Math.sqrt(value(a, a) * value(b, b)) - value(a, b)) / 2);
            columns.put(4 + j, shear);
        }
        return new Stiffness(columns);
    }

    private double value(int i, int j) {
        return Objects.requireNonNull(values.get(Property.parse("C" + (i + 1) + (j + 1))));
    }

    /** The rows of a label table, seen along all axes; Hill's estimate where there is none for the phases. */
    static final class Table implements Source {
        private final @Nullable Path file;
        private final Map<Phases, List<LabelledStiffness>> known = new HashMap<>();

        /** @param file may be missing or null */
        Table(@Nullable Path file) {
            this.file = file;
        }

        @Override
        public synchronized List<LabelledStiffness> of(Phases phases) throws IOException {
            List<LabelledStiffness> found = known.get(phases);
            if (found == null) {
                found = read(phases);
                known.put(phases, found);
            }
            return found;
        }

        private List<LabelledStiffness> read(Phases phases) throws IOException {
            if (file == null || !Files.exists(file)) {
                return estimates(phases);
            }
            LabelTable table = LabelTable.read(file);
            List<Property> properties = table.header().properties();
            if (!table.header().phases().equals(phases) || !properties.containsAll(NORMAL)) {
                return estimates(phases);
            }
            List<LabelledStiffness> rows = new ArrayList<>();
            for (LabelTable.Row row : table.complete()) {
                Map<Map<Property, Double>, LabelledStiffness> seen = new LinkedHashMap<>();
                for (CubeSymmetry s : CubeSymmetry.all()) {
                    Map<Property, Double> values = new LinkedHashMap<>();
                    NORMAL.forEach(p -> values.put(p, row.values().get(properties.indexOf(s.source(p)))));
                    seen.putIfAbsent(
                            values, new LabelledStiffness(values, row.sample().fraction()));
                }
                rows.addAll(seen.values());
            }
            return rows.isEmpty() ? estimates(phases) : rows;
        }

        /** Isotropic composites from one phase to the other. */
        static List<LabelledStiffness> estimates(Phases phases) {
            List<LabelledStiffness> rows = new ArrayList<>();
            for (int percent = 2; percent < 100; percent++) {
                Stiffness hill = StiffnessBounds.of(phases, percent / 100.0).hill();
                Map<Property, Double> values = new LinkedHashMap<>();
                NORMAL.forEach(p -> values.put(p, hill.require(p)));
                rows.add(new LabelledStiffness(values, percent / 100.0));
            }
            return rows;
        }
    }
}
