package io.temper.material;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Effective stiffness C [6x6, Voigt 11 22 33 23 13 12, GPa], of which some columns may not have been solved for.
 * Column j is the mean stress under unit macroscopic strain j.
 */
public final class Stiffness {
    private final TreeMap<Integer, double[]> columns = new TreeMap<>();

    /** @param columns solved columns by number 1..6, each [6], GPa; copied */
    public Stiffness(Map<Integer, double[]> columns) {
        columns.forEach((j, c) -> {
            if (j < 1 || j > 6 || c.length != 6) {
                throw new IllegalArgumentException(
                        "column %d with %d entries: columns are 1..6 with 6 entries each".formatted(j, c.length));
            }
            for (double v : c) {
                if (!Double.isFinite(v)) {
                    throw new IllegalArgumentException("column %d of the stiffness holds %s".formatted(j, v));
                }
            }
            this.columns.put(j, c.clone());
        });
    }

    /** An isotropic phase's stiffness, all columns. */
    public static Stiffness of(Phase phase) {
        Map<Integer, double[]> all = new TreeMap<>();
        for (int j = 0; j < 6; j++) {
            double[] c = new double[6];
            if (j < 3) {
                c[0] = c[1] = c[2] = phase.lambda();
                c[j] += 2 * phase.mu();
            } else {
                c[j] = phase.mu();
            }
            all.put(j + 1, c);
        }
        return new Stiffness(all);
    }

    /** Numbers, 1..6, of the columns that are known. */
    public SortedSet<Integer> solvedColumns() {
        return new TreeSet<>(columns.keySet());
    }

    /** Column j (1..6) as a copy [6, GPa], if solved. */
    public Optional<double[]> column(int j) {
        return Optional.ofNullable(columns.get(j)).map(double[]::clone);
    }

    /**
     * All of C [6x6, GPa].
     *
     * @throws IllegalStateException if a column was not solved
     */
    public double[][] matrix() {
        if (columns.size() < 6) {
            throw new IllegalStateException(
                    "all six columns of C are needed, but only %s were solved".formatted(columns.keySet()));
        }
        double[][] C = new double[6][6];
        columns.forEach((j, c) -> {
            for (int i = 0; i < 6; i++) {
                C[i][j - 1] = c[i];
            }
        });
        return C;
    }

    /** The value [GPa] of a component, read from its column or, by symmetry, from its transpose's, if either is solved. */
    public Optional<Double> get(Property p) {
        double[] c = columns.get(p.column());
        if (c != null) {
            return Optional.of(c[p.row() - 1]);
        }
        return Optional.ofNullable(columns.get(p.row())).map(t -> t[p.column() - 1]);
    }

    /** The value [GPa] of a component; an {@link IllegalStateException} if its column was not solved. */
    public double require(Property p) {
        return get(p).orElseThrow(() -> new IllegalStateException(
                "%s needs column %d, but only %s were solved".formatted(p, p.column(), columns.keySet())));
    }

    @Override
    public String toString() {
        StringBuilder s = new StringBuilder("Stiffness [GPa]");
        columns.forEach((j, c) -> s.append(" column ").append(j).append(' ').append(Arrays.toString(c)));
        return s.toString();
    }
}
