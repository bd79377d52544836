package io.temper.fem.voxel;

import io.temper.fem.voxel.BrickOperator.Lame;
import io.temper.material.Microstructure;
import io.temper.material.Phase;
import io.temper.material.Phases;
import io.temper.material.Stiffness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The load cases of microstructures of one size and one pair of phases, which share the preconditioner and the fields.
 *
 * <p>C_ij = (e_i + grad u_i) : C : (e_j + grad u_j), averaged. The mean stress of column j alone misses u_i . r_j over the
 * volume; where column i is solved too (i = j included) that term is added, which leaves an error of second order in the
 * residual and a C that is symmetric. Elsewhere the entry is the mean stress, with an error of first order.
 */
final class Homogenisation {
    /** Right-hand sides below this part of the largest nodal force are rounding noise: the solution is zero. */
    private static final double NOISE = 1e-13;

    /** Moduli are divided by this [GPa], so that single precision cannot overflow. */
    private final double unit;

    private final double stiffest;
    private final Lame hard;
    private final Lame soft;
    private final Team team;
    private final BrickOperator K;
    private final ExactOperator exact;
    private final ConjugateGradients solver;
    private final Displacement u;
    private final Field d;
    private final Field r;
    private final int size;
    private final List<Column> solved = new ArrayList<>();
    private final List<Integer> iterations = new ArrayList<>();
    private double residual;

    /** A solved column of C [solver's units] and its displacement. */
    private record Column(int number, double[] stress, Field u) {}

    Homogenisation(int nx, int ny, int nz, Phases phases, Team team) {
        this.team = team;
        size = nx * ny * nz;
        unit = phases.hard().youngsModulus() + phases.soft().youngsModulus();
        hard = lame(phases.hard());
        soft = lame(phases.soft());
        Lame medium = new Lame((hard.lambda() + soft.lambda()) / 2, (hard.mu() + soft.mu()) / 2);
        stiffest = Math.max(hard.lambda() + 2 * hard.mu(), soft.lambda() + 2 * soft.mu());
        int plane = ny * nz;
        K = new BrickOperator(nx, ny, nz, hard, soft, team);
        exact = new ExactOperator(nx, ny, nz, hard, soft, team);
        GreenOperator G = new GreenOperator(nx, ny, nz, medium, team);
        solver = new ConjugateGradients(K, G, nx, plane, team);
        u = Displacement.zeros(nx, plane);
        d = Field.zeros(nx, plane);
        r = Field.zeros(nx, plane);
    }

    private Lame lame(Phase phase) {
        return new Lame(phase.lambda() / unit, phase.mu() / unit);
    }

    /**
     * Solves for columns of C.
     *
     * @param microstructure of the size that this was made for
     * @param fields takes the local fields of each column as it is solved, if they are wanted
     */
    VoxelSolution solve(
            Microstructure microstructure,
            SortedSet<Integer> columns,
            double rtol,
            @Nullable Consumer<LocalFields> fields) {
        K.fill(microstructure);
        solved.clear();
        iterations.clear();
        residual = 0;
        for (int j : columns) {
            solveColumn(microstructure, j, rtol, fields);
        }
        return new VoxelSolution(stiffness(), iterations, residual);
    }

    private Stiffness stiffness() {
        Map<Integer, double[]> C = new TreeMap<>();
        for (Column column : solved) {
            double[] c = new double[6];
            for (int i = 0; i < 6; i++) {
                c[i] = unit * column.stress[i];
            }
            C.put(column.number, c);
        }
        return new Stiffness(C);
    }

    private void solveColumn(
            Microstructure microstructure, int j, double rtol, @Nullable Consumer<LocalFields> fields) {
        double[] strain = new double[6];
        strain[j - 1] = 1;
        double load = load(new MacroscopicLoad(microstructure, hard, soft, strain));
        double noise = NOISE * stiffest * Math.sqrt(size);
        double[] stress = new double[6];
        double[] left = new double[1];
        iterations.add(solver.solve(d, r, load, Math.max(rtol * load, noise), () -> {
            team.run(r.nx(), (worker, x) -> u.take(d, x));
            ExactOperator.Residual rest = exact.residual(microstructure, u, strain, r);
            System.arraycopy(rest.stress(), 0, stress, 0, 6);
            return left[0] = rest.norm();
        }));
        residual = Math.max(residual, load > noise ? left[0] / load : 0);
        keep(j, stress);
        if (fields != null) {
            fields.accept(exact.fields(microstructure, u, j, strain, unit));
        }
    }

    /** Starts from no displacement: r is the load, whose norm is returned. */
    private double load(MacroscopicLoad load) {
        double[] squares = new double[r.nx()];
        team.run(r.nx(), (worker, x) -> {
            u.clear(x);
            d.clear(x);
            squares[x] = load.put(r, x);
        });
        return Math.sqrt(Planes.sum(squares));
    }

    private void keep(int j, double[] stress) {
        Field rounded = Field.zeros(r.nx(), r.plane(0, 0).length);
        team.run(r.nx(), (worker, x) -> u.round(rounded, x));
        solved.add(new Column(j, stress, rounded));
        for (Column i : solved) {
            double missed = dot(i.u, r) / size;
            stress[i.number - 1] -= missed;
            i.stress[j - 1] = stress[i.number - 1];
        }
    }

    private double dot(Field a, Field b) {
        double[] sums = new double[a.nx()];
        team.run(a.nx(), (worker, x) -> sums[x] = a.dot(b, x, new float[b.plane(0, x).length]));
        return Planes.sum(sums);
    }
}
