package io.temper.fem;

import io.temper.fem.FemException.Reason;
import io.temper.material.Stiffness;
import io.temper.material.StiffnessBounds;
import java.util.Optional;
import java.util.TreeMap;

/** What must be true of every result, whoever computed it: convergence, symmetry, Voigt and Reuss bounds. */
final class ResultChecks {
    /** Rounding of a solver that stops early enough to feel it: bounds and symmetry are never tighter. */
    private static final double ROUNDING = 1e-6;
    /** A residual computed anew may lie above the one that the solver stopped at. */
    private static final double RESIDUAL_SLACK = 10;

    private final FemProblem problem;

    ResultChecks(FemProblem problem) {
        this.problem = problem;
    }

    /**
     * Checks a result.
     *
     * @param stiffness with the problem's columns solved [GPa]
     * @param residual largest relative residual reached [-]
     * @throws FemException UNPHYSICAL, with what cannot be
     */
    void check(Stiffness stiffness, double residual) throws FemException {
        if (!(residual >= 0 && residual <= RESIDUAL_SLACK * problem.rtol())) {
            throw unphysical(
                    "the residual is %s where %s was asked for: it has not converged", residual, problem.rtol());
        }
        checkSymmetry(stiffness);
        Optional<String> violation = StiffnessBounds.of(
                        problem.phases(), problem.microstructure().hardFraction())
                .violation(stiffness, Math.max(ROUNDING, problem.rtol()));
        if (violation.isPresent()) {
            throw unphysical("%s", violation.get());
        }
    }

    private void checkSymmetry(Stiffness stiffness) throws FemException {
        double tolerance = Math.max(ROUNDING, RESIDUAL_SLACK * problem.rtol());
        TreeMap<Integer, double[]> C = new TreeMap<>();
        problem.columns().forEach(j -> C.put(j, stiffness.column(j).orElseThrow()));
        for (var a : C.entrySet()) {
            for (var b : C.entrySet()) {
                int i = a.getKey();
                int j = b.getKey();
                double upper = b.getValue()[i - 1];
                double lower = a.getValue()[j - 1];
                double scale = Math.max(Math.abs(a.getValue()[i - 1]), Math.abs(b.getValue()[j - 1]));
                if (Math.abs(upper - lower) > tolerance * scale) {
                    throw unphysical("C is not symmetric: C%d%d = %s, C%d%d = %s", i, j, upper, j, i, lower);
                }
            }
        }
    }

    static FemException unphysical(String message, Object... values) {
        return new FemException(Reason.UNPHYSICAL, "result: " + message.formatted(values));
    }
}
