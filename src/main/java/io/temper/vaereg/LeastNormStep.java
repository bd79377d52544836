package io.temper.vaereg;

/** The shortest step that gives what is missing, damped (Levenberg 1944): x = D' (D D' + ridge)^-1 missing. */
final class LeastNormStep {
    /** Keeps the system solvable where nothing moves at all. */
    private static final double STILL = 1e-12;

    private LeastNormStep() {}

    /**
     * @param D change of each value with each coordinate [values][coordinates]; not modified
     * @param missing [values]; not modified
     * @param ridge share of the mean square of D's rows that is added
     * @return [coordinates]
     */
    static double[] of(double[][] D, double[] missing, double ridge) {
        int n = D.length;
        double[][] A = new double[n][n];
        double trace = 0;
        for (int p = 0; p < n; p++) {
            for (int q = 0; q < n; q++) {
                for (int k = 0; k < D[p].length; k++) {
                    A[p][q] += D[p][k] * D[q][k];
                }
            }
            trace += A[p][p];
        }
        for (int p = 0; p < n; p++) {
            A[p][p] += ridge * trace / n + STILL;
        }
        double[] w = new Cholesky(A).solve(missing);
        double[] step = new double[D[0].length];
        for (int k = 0; k < step.length; k++) {
            for (int q = 0; q < n; q++) {
                step[k] += D[q][k] * w[q];
            }
        }
        return step;
    }
}
