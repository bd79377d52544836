package io.temper.material;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/**
 * Voigt and Reuss bounds: whatever the morphology, {@code strain' R strain <= strain' C strain <= strain' V strain} for
 * every strain, with V the mean of the phases' stiffness and R the inverse of the mean of their compliance (Hill 1952).
 * Either phase may be the stiffer one, and one may be stiffer in bulk and the other in shear.
 */
public final class StiffnessBounds {
    /** The components that three load cases of normal strain give. */
    private static final Set<Property> NORMAL =
            EnumSet.of(Property.C11, Property.C21, Property.C31, Property.C22, Property.C32, Property.C33);
    /** Forgives what lies between the whole percents of hard fraction that are tried, relative to the largest term. */
    private static final double TOGETHER = 0.01;

    private final double hardFraction;
    private final Phase voigt;
    private final Phase reuss;
    private final Stiffness V;
    private final Stiffness R;

    private StiffnessBounds(double hardFraction, Phase voigt, Phase reuss) {
        this.hardFraction = hardFraction;
        this.voigt = voigt;
        this.reuss = reuss;
        V = Stiffness.of(voigt);
        R = Stiffness.of(reuss);
    }

    /** The bounds at a hard fraction, 0..1. */
    public static StiffnessBounds of(Phases phases, double hardFraction) {
        if (!(hardFraction >= 0 && hardFraction <= 1)) {
            throw new IllegalArgumentException("hard fraction %s must lie in 0..1".formatted(hardFraction));
        }
        double f = hardFraction;
        double bulkHard = bulk(phases.hard());
        double bulkSoft = bulk(phases.soft());
        double shearHard = phases.hard().mu();
        double shearSoft = phases.soft().mu();
        return new StiffnessBounds(
                f,
                isotropic(f * bulkHard + (1 - f) * bulkSoft, f * shearHard + (1 - f) * shearSoft),
                isotropic(1 / (f / bulkHard + (1 - f) / bulkSoft), 1 / (f / shearHard + (1 - f) / shearSoft)));
    }

    private static double bulk(Phase phase) {
        return phase.youngsModulus() / (3 * (1 - 2 * phase.poissonsRatio()));
    }

    private static Phase isotropic(double bulk, double shear) {
        return new Phase(9 * bulk * shear / (3 * bulk + shear), (3 * bulk - 2 * shear) / (2 * (3 * bulk + shear)));
    }

    /** V: the mean of the phases' stiffness, all columns. */
    public Stiffness voigt() {
        return V;
    }

    /** R: the inverse of the mean of the phases' compliance, all columns. */
    public Stiffness reuss() {
        return R;
    }

    /** Hill's estimate (V + R) / 2, all columns; not a bound. */
    public Stiffness hill() {
        return Stiffness.of(isotropic((bulk(voigt) + bulk(reuss)) / 2, (voigt.mu() + reuss.mu()) / 2));
    }

    /**
     * The smallest and largest value [GPa] that the bounds leave to a component at this fraction. On the diagonal R and V
     * themselves. Off it, with D = V - R, the extremes of A_ij over 0 <= A <= D are (D_ij -+ D_ii) / 2.
     */
    public double[] range(Property p) {
        double low = reuss().require(p);
        double high = voigt().require(p);
        if (p.row() == p.column()) {
            return new double[] {low, high};
        }
        double middle = (low + high) / 2;
        double half = (voigt().require(Property.C11) - reuss().require(Property.C11)) / 2;
        return new double[] {middle - half, middle + half};
    }

    /**
     * The smallest and largest value [GPa] of a component that the phases allow at any fraction. Outside it no composite
     * exists; inside, off the diagonal above all, one need not exist.
     */
    public static double[] attainable(Property p, Phases phases) {
        // means of stiffness are linear and means of compliance convex in the fraction: low is convex, high is concave
        return new double[] {
            smallest(f -> of(phases, f).range(p)[0]),
            -smallest(f -> -of(phases, f).range(p)[1]),
        };
    }

    /** Refuses a target that no composite of these phases can reach, with the bounds in the message. */
    public static void checkReachable(DesignTarget target, Phases phases) {
        target.values().forEach((p, wanted) -> {
            double[] range = attainable(p, phases);
            double rounding = 1e-9 * Math.max(Math.abs(range[0]), Math.abs(range[1]));
            if (wanted < range[0] - rounding || wanted > range[1] + rounding) {
                throw new IllegalArgumentException(
                        "target %s = %s GPa cannot be reached: these phases allow %.4g to %.4g GPa; change the target or the phases"
                                .formatted(p, wanted, range[0], range[1]));
            }
        });
        if (target.values().keySet().containsAll(NORMAL)) {
            checkTogether(target, phases);
        }
    }

    /**
     * Refuses values that are possible each by itself but not together: negative energy for some strain, or no fraction at
     * which Reuss and Voigt leave room for them. Couplings of normal strain and shear are taken as zero, which loses nothing:
     * the mean of a stiffness and its mirror images has none, and meets the bounds if they do.
     */
    private static void checkTogether(DesignTarget target, Phases phases) {
        double[][] block = new double[3][3];
        Map<Integer, double[]> columns = new TreeMap<>();
        for (int j = 0; j < 3; j++) {
            double[] column = new double[6];
            for (int i = 0; i < 3; i++) {
                Property p = Property.parse("C" + (i + 1) + (j + 1));
                column[i] = Objects.requireNonNull(target.values().get(p));
                block[i][j] = column[i];
            }
            columns.put(j + 1, column);
        }
        Stiffness C = new Stiffness(columns);
        if (!isPositiveDefinite(block, 0)) {
            throw new IllegalArgumentException(
                    "target %s is no stiffness: it is not positive definite, so some strain would set energy free; lower C21, C31 and C32 against C11, C22 and C33"
                            .formatted(target));
        }
        for (int percent = 0; percent <= 100; percent++) {
            if (of(phases, percent / 100.0).violation(C, TOGETHER).isEmpty()) {
                return;
            }
        }
        throw new IllegalArgumentException(
                "target %s cannot be reached: its components are possible one by one, but at no hard fraction do the Reuss and Voigt bounds of these phases allow them together; change the target or the phases"
                        .formatted(target));
    }

    /** The smallest value of a convex function over 0..1, by golden section. */
    private static double smallest(DoubleUnaryOperator convex) {
        double a = 0;
        double b = 1;
        double golden = (Math.sqrt(5) - 1) / 2;
        while (b - a > 1e-9) {
            double left = b - golden * (b - a);
            double right = a + golden * (b - a);
            if (convex.applyAsDouble(left) <= convex.applyAsDouble(right)) {
                b = right;
            } else {
                a = left;
            }
        }
        return Math.min(convex.applyAsDouble((a + b) / 2), Math.min(convex.applyAsDouble(0), convex.applyAsDouble(1)));
    }

    /**
     * Why a stiffness cannot belong to a composite of these phases at this fraction, as one clear line; empty if it can. With
     * all columns solved this is R <= C <= V as quadratic forms; with some, whether any values of the rest would do.
     *
     * @param tolerance how far outside is forgiven, relative to the largest term of V [-], positive
     */
    public Optional<String> violation(Stiffness C, double tolerance) {
        if (!(tolerance > 0)) {
            throw new IllegalArgumentException("tolerance %s must be positive".formatted(tolerance));
        }
        for (Property p : Property.values()) {
            Optional<String> violation = C.get(p).flatMap(value -> violation(p, value, tolerance));
            if (violation.isPresent()) {
                return violation;
            }
        }
        if (completable(C, tolerance)) {
            return Optional.empty();
        }
        return Optional.of(
                "columns %s together break the Reuss and Voigt bounds at hard fraction %.4f: C - R or V - C is not positive semidefinite"
                        .formatted(C.solvedColumns(), hardFraction));
    }

    /** The same of one component alone: why it cannot have this value [GPa], NaN included. */
    public Optional<String> violation(Property p, double value, double tolerance) {
        double[] range = range(p);
        double slack = tolerance * Math.max(Math.abs(range[0]), Math.abs(range[1]));
        if (value >= range[0] - slack && value <= range[1] + slack) {
            return Optional.empty();
        }
        return Optional.of(
                "%s = %.6g GPa lies outside %.6g to %.6g GPa, the Reuss and Voigt bounds at hard fraction %.4f"
                        .formatted(p, value, range[0], range[1], hardFraction));
    }

    /**
     * Whether the unsolved rest of C can be chosen such that A = C - R and B = V - C are both positive semidefinite. With J
     * the solved and K the other indices, A_KK + B_KK = D_KK is known, and such a choice exists exactly if
     * <pre>
     *   A_JJ  0     A_JK
     *   0     B_JJ  B_JK
     *   A_KJ  B_KJ  D_KK
     * </pre>
     * is positive semidefinite: its Schur complement says that D_KK has room for the least A_KK and the least B_KK.
     */
    private boolean completable(Stiffness C, double tolerance) {
        double[][] r = matrix(reuss());
        double[][] v = matrix(voigt());
        double[][] c = symmetric(C, r);
        List<int[]> rows = rows(C.solvedColumns());
        double[][] M = new double[rows.size()][rows.size()];
        for (int a = 0; a < M.length; a++) {
            for (int b = 0; b < M.length; b++) {
                int i = rows.get(a)[0];
                int j = rows.get(b)[0];
                int k = rows.get(a)[1];
                int l = rows.get(b)[1];
                M[a][b] = (i < 0 || j < 0 ? 0 : c[i][j] - r[i][j]) + (k < 0 || l < 0 ? 0 : v[k][l] - c[k][l]);
            }
        }
        return isPositiveDefinite(M, tolerance * Math.max(v[0][0], v[3][3]));
    }

    /** The block matrix's rows: index into A and into B, -1 for none. Rows of K are in both, so that unknown C_KK cancels. */
    private static List<int[]> rows(SortedSet<Integer> solved) {
        List<int[]> rows = new ArrayList<>();
        solved.forEach(j -> rows.add(new int[] {j - 1, -1}));
        for (int k = 0; k < 6; k++) {
            rows.add(new int[] {solved.contains(k + 1) ? -1 : k, k});
        }
        return rows;
    }

    /** C with both halves averaged where both are solved, one where one is, and {@code rest} elsewhere. */
    private static double[][] symmetric(Stiffness C, double[][] rest) {
        double[][] c = new double[6][6];
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < 6; j++) {
                int row = i;
                int column = j;
                OptionalDouble mean = DoubleStream.concat(
                                C.column(j + 1).stream().mapToDouble(x -> x[row]),
                                C.column(i + 1).stream().mapToDouble(x -> x[column]))
                        .average();
                c[i][j] = mean.orElse(rest[i][j]);
            }
        }
        return c;
    }

    private static double[][] matrix(Stiffness complete) {
        return symmetric(complete, new double[6][6]);
    }

    /** Whether M + shift I has a Cholesky factor; M is overwritten. */
    private static boolean isPositiveDefinite(double[][] M, double shift) {
        for (int j = 0; j < M.length; j++) {
            for (int i = j; i < M.length; i++) {
                double s = M[i][j] + (i == j ? shift : 0);
                for (int k = 0; k < j; k++) {
                    s -= M[i][k] * M[j][k];
                }
                if (i == j && s <= 0) {
                    return false;
                }
                M[i][j] = i == j ? Math.sqrt(s) : s / M[j][j];
            }
        }
        return true;
    }
}
