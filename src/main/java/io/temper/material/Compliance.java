package io.temper.material;

/** Inverse of a whole stiffness: S [6x6, Voigt 11 22 33 23 13 12, engineering shear, 1/GPa], symmetric. */
final class Compliance {
    private static final int N = 6;

    private Compliance() {}

    /**
     * Inverts by Cholesky's factors, which also tells whether the material is stable.
     *
     * @param C [6x6, GPa], of which the symmetric part is taken; not modified
     * @throws ArithmeticException if C is not positive definite
     */
    static double[][] of(double[][] C) {
        double[][] L = new double[N][N];
        for (int i = 0; i < N; i++) {
            for (int j = 0; j <= i; j++) {
                double rest = (C[i][j] + C[j][i]) / 2;
                for (int k = 0; k < j; k++) {
                    rest -= L[i][k] * L[j][k];
                }
                if (i == j && !(rest > 0)) {
                    throw new ArithmeticException(
                            "the stiffness is not positive definite (pivot %d is %s): it has no compliance"
                                    .formatted(i + 1, rest));
                }
                L[i][j] = i == j ? Math.sqrt(rest) : rest / L[j][j];
            }
        }
        double[][] S = new double[N][];
        for (int j = 0; j < N; j++) {
            S[j] = solve(L, j);
        }
        return S;
    }

    /** Column j of the inverse of L times its transpose. */
    private static double[] solve(double[][] L, int j) {
        double[] x = new double[N];
        x[j] = 1;
        for (int i = 0; i < N; i++) {
            for (int k = 0; k < i; k++) {
                x[i] -= L[i][k] * x[k];
            }
            x[i] /= L[i][i];
        }
        for (int i = N - 1; i >= 0; i--) {
            for (int k = i + 1; k < N; k++) {
                x[i] -= L[k][i] * x[k];
            }
            x[i] /= L[i][i];
        }
        return x;
    }
}
