package io.temper.fem;

import io.temper.material.Stiffness;
import java.util.List;

/**
 * What a solver found.
 *
 * @param stiffness the solved columns of C [GPa]
 * @param iterations solver iterations per solved column, in the order of the columns; empty for a direct solver
 * @param residual largest relative residual reached over the columns [-]
 * @param seconds wall time of the whole evaluation, process start included [s]
 * @param solver name of the adapter
 * @param version version that the solver reported
 */
public record FemResult(
        Stiffness stiffness, List<Integer> iterations, double residual, double seconds, String solver, String version) {
    public FemResult {
        iterations = List.copyOf(iterations);
    }
}
