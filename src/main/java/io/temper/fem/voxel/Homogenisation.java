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
    private final Team team;
    private final BrickOperator K;
    private final ConjugateGradients solver;
    private final Field u;
    private final Field r;
    private final int size;
    private final List<Column> solved = new ArrayList<>();
    private final List<Integer> iterations = new ArrayList<>();
    private double residual;

    /** A solved column of C [solver's units] and its displacement. */
    private record Column(int number, double[] stress, Displacement u) {}

    Homogenisation(int nx, int ny, int nz, Phases phases, Team team) {
        this.team = team;
        size = nx * ny * nz;
        unit = phases.hard().youngsModulus() + phases.soft().youngsModulus();
        Lame hard = lame(phases.hard());
        Lame soft = lame(phases.soft());
        Lame medium = new Lame((hard.lambda() + soft.lambda()) / 2, (hard.mu() + soft.mu()) / 2);
        stiffest = Math.max(hard.lambda() + 2 * hard.mu(), soft.lambda() + 2 * soft.mu());
        int plane = ny * nz;
        K = new BrickOperator(nx, ny, nz, hard, soft, team);
        GreenOperator G = new GreenOperator(nx, ny, nz, medium, team);
        solver = new ConjugateGradients(K, G, nx, plane, team);
        u = Field.zeros(nx, plane);
        r = Field.zeros(nx, plane);
    }

    private Lame lame(Phase phase) {
        return new Lame(phase.lambda() / unit, phase.mu() / unit);
    }

    /** @param microstructure of the size that this was made for */
    VoxelSolution solve(Microstructure microstructure, SortedSet<Integer> columns, double rtol) {
        K.fill(microstructure);
        solved.clear();
        iterations.clear();
        residual = 0;
        for (int j : columns) {
            solveColumn(j, rtol);
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

    private void solveColumn(int j, double rtol) {
        double[] strain = new double[6];
        strain[j - 1] = 1;
        team.run(u.nx(), (worker, x) -> u.clear(x));
        load(strain);
        double load = solver.norm(r);
        double noise = NOISE * stiffest * Math.sqrt(size);
        iterations.add(solver.solve(u, r, Math.max(rtol * load, noise)));
        double[] stress = load(strain);
        residual = Math.max(residual, load > noise ? solver.norm(r) / load : 0);
        solved.add(new Column(j, stress, new Displacement(u)));
        for (Column i : solved) {
            double missed = i.u.dot(r, team) / size;
            stress[i.number - 1] -= missed;
            i.stress[j - 1] = stress[i.number - 1];
        }
    }

    /** r = -K (u + E x); returns the mean stress [solver's units]. */
    private double[] load(double[] strain) {
        double[] stress = K.apply(u, strain, r);
        team.run(r.nx(), (worker, x) -> r.negate(x));
        return stress;
    }
}
