package io.temper.evaluation.baseline;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/** Java arrays to matrices and back, and the one system that is solved here. */
final class Matrices {
    private Matrices() {}

    static DMatrixRMaj of(double[][] rows) {
        return new DMatrixRMaj(rows);
    }

    static double[][] rows(DMatrixRMaj M) {
        double[][] rows = new double[M.numRows][M.numCols];
        for (int i = 0; i < M.numRows; i++) {
            System.arraycopy(M.data, i * M.numCols, rows[i], 0, M.numCols);
        }
        return rows;
    }

    /**
     * Solves (A + ridge I) W = B by Cholesky's method.
     *
     * @param A symmetric, positive semidefinite; not modified
     * @param ridge positive
     * @throws IllegalStateException if A + ridge I is numerically not positive definite
     */
    static DMatrixRMaj solve(DMatrixRMaj A, double ridge, DMatrixRMaj B) {
        DMatrixRMaj shifted = A.copy();
        for (int i = 0; i < A.numRows; i++) {
            shifted.add(i, i, ridge);
        }
        LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.symmPosDef(A.numRows);
        if (!solver.setA(shifted)) {
            throw new IllegalStateException(
                    "a regression's %d x %d matrix with ridge %s is not positive definite: are features not finite?"
                            .formatted(A.numRows, A.numCols, ridge));
        }
        DMatrixRMaj W = new DMatrixRMaj(A.numRows, B.numCols);
        solver.solve(B.copy(), W);
        return W;
    }
}
