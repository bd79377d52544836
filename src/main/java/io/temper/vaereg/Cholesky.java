package io.temper.vaereg;

/** Factor L of a symmetric positive definite matrix A = L L'. */
public final class Cholesky {
    private final double[][] L;

    /** @param A lower half is read; not modified */
    public Cholesky(double[][] A) {
        int n = A.length;
        L = new double[n][];
        for (int i = 0; i < n; i++) {
            L[i] = new double[i + 1];
            for (int j = 0; j <= i; j++) {
                double s = A[i][j];
                for (int k = 0; k < j; k++) {
                    s -= L[i][k] * L[j][k];
                }
                if (i > j) {
                    L[i][j] = s / L[j][j];
                } else if (s > 0) {
                    L[i][i] = Math.sqrt(s);
                } else {
                    throw new ArithmeticException("matrix [%d x %d] is not positive definite".formatted(n, n));
                }
            }
        }
    }

    /** L^-1 b, a new array. */
    double[] halfSolve(double[] b) {
        double[] y = b.clone();
        for (int i = 0; i < y.length; i++) {
            for (int k = 0; k < i; k++) {
                y[i] -= L[i][k] * y[k];
            }
            y[i] /= L[i][i];
        }
        return y;
    }

    /** A^-1 b, a new array. */
    public double[] solve(double[] b) {
        double[] x = halfSolve(b);
        for (int i = x.length - 1; i >= 0; i--) {
            for (int k = i + 1; k < x.length; k++) {
                x[i] -= L[k][i] * x[k];
            }
            x[i] /= L[i][i];
        }
        return x;
    }

    /** ln det A. */
    double logDeterminant() {
        double s = 0;
        for (int i = 0; i < L.length; i++) {
            s += 2 * Math.log(L[i][i]);
        }
        return s;
    }
}
