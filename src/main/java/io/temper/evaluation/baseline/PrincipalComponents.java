package io.temper.evaluation.baseline;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/** Principal components of feature vectors, each feature standardised first (Jolliffe 2002). */
final class PrincipalComponents {
    /** Components of less than this share of the total variance are rounding. */
    private static final double RELATIVE_FLOOR = 1e-10;

    private final double[] mean;
    private final double[] deviation;
    /** Loadings [features, components], by falling variance. */
    private final DMatrixRMaj V;

    private final double[] variance;

    /** @param X features [samples][features]; not modified */
    PrincipalComponents(double[][] X) {
        int d = X[0].length;
        mean = new double[d];
        deviation = new double[d];
        for (int j = 0; j < d; j++) {
            int column = j;
            mean[j] = IntStream.range(0, X.length)
                    .mapToDouble(i -> X[i][column])
                    .average()
                    .orElseThrow();
            double square = IntStream.range(0, X.length)
                    .mapToDouble(i -> (X[i][column] - mean[column]) * (X[i][column] - mean[column]))
                    .average()
                    .orElseThrow();
            // a feature that never varies tells nothing: it stays 0
            deviation[j] = square > 1e-24 * (1 + mean[j] * mean[j]) ? Math.sqrt(square) : Double.POSITIVE_INFINITY;
        }
        DMatrixRMaj Z = standardised(X);
        DMatrixRMaj covariance = new DMatrixRMaj(d, d);
        CommonOps_DDRM.multInner(Z, covariance);
        CommonOps_DDRM.divide(covariance, X.length);
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(d, true, true);
        if (!eigen.decompose(covariance)) {
            throw new IllegalStateException("principal components of %d features were not found".formatted(d));
        }
        double[] values = IntStream.range(0, d)
                .mapToDouble(j -> eigen.getEigenvalue(j).getReal())
                .toArray();
        int[] order = IntStream.range(0, d)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer j) -> values[j]).reversed())
                .filter(j -> values[j] > RELATIVE_FLOOR * d) // each feature's variance is 1
                .mapToInt(Integer::intValue)
                .toArray();
        if (order.length == 0) {
            throw new IllegalArgumentException("all %d samples have the same features".formatted(X.length));
        }
        V = new DMatrixRMaj(d, order.length);
        variance = new double[order.length];
        for (int c = 0; c < order.length; c++) {
            CommonOps_DDRM.insert(eigen.getEigenVector(order[c]), V, 0, c);
            variance[c] = values[order[c]];
        }
    }

    private DMatrixRMaj standardised(double[][] X) {
        DMatrixRMaj Z = Matrices.of(X);
        for (int i = 0; i < Z.numRows; i++) {
            for (int j = 0; j < Z.numCols; j++) {
                Z.set(i, j, (Z.get(i, j) - mean[j]) / deviation[j]);
            }
        }
        return Z;
    }

    int count() {
        return variance.length;
    }

    /** Variance of each component, falling, in units of the standardised features. */
    double[] variance() {
        return variance.clone();
    }

    /**
     * Scores [samples, components] of the first components.
     *
     * @param whitening 0 leaves each component its variance v, 1 gives all of them variance 1: divided by v^(whitening/2)
     */
    DMatrixRMaj scores(double[][] X, int components, double whitening) {
        DMatrixRMaj loadings = CommonOps_DDRM.extract(V, 0, V.numRows, 0, components);
        DMatrixRMaj S = new DMatrixRMaj(X.length, components);
        CommonOps_DDRM.mult(standardised(X), loadings, S);
        for (int c = 0; c < components; c++) {
            CommonOps_DDRM.scaleCol(Math.pow(variance[c], -whitening / 2), S, c);
        }
        return S;
    }
}
