package io.temper.evaluation.baseline;

import java.util.Locale;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.jspecify.annotations.Nullable;

/**
 * Ridge regression (Hoerl and Kennard 1970) on whitened principal components, and, of order 2, on their products:
 * W = (P'P / n + ridge I)^-1 P'Y / n with P the centred polynomial terms. Number of components and ridge are chosen.
 */
public final class RidgeRegression implements Regression {
    private static final int[] COMPONENTS = {4, 8, 16, 24, 32, 48, 64, 96};
    /** 48 components have 1,176 products: more would fit noise. */
    private static final int MOST_SQUARED = 48;

    private static final double[] RIDGES = {1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1};

    private final int order;

    private record Model(
            PrincipalComponents pca, int components, double ridge, double[] termMean, double[] yMean, DMatrixRMaj W) {}

    /** @param order 1 for linear, 2 for quadratic */
    public RidgeRegression(int order) {
        if (order != 1 && order != 2) {
            throw new IllegalArgumentException("order %d of a ridge regression must be 1 or 2".formatted(order));
        }
        this.order = order;
    }

    @Override
    public String name() {
        return order == 1 ? "linear" : "quadratic";
    }

    @Override
    public Fitted fit(Table train, Table validation) {
        PrincipalComponents pca = new PrincipalComponents(train.X());
        int most = order == 1 ? pca.count() : Math.min(MOST_SQUARED, pca.count());
        int[] counts = IntStream.concat(java.util.Arrays.stream(COMPONENTS).filter(c -> c < most), IntStream.of(most))
                .toArray();
        Model best = null;
        double least = Double.POSITIVE_INFINITY;
        for (int count : counts) {
            for (Model m : models(pca, count, train)) {
                double error = validation.meanSquaredError(predict(m, validation.X()));
                if (error < least) {
                    least = error;
                    best = m;
                }
            }
        }
        return fitted(best, least);
    }

    /** One model per ridge. */
    private Model[] models(PrincipalComponents pca, int count, Table train) {
        DMatrixRMaj P = terms(pca, count, train.X());
        double[] termMean = centre(P);
        DMatrixRMaj Y = Matrices.of(train.Y());
        double[] yMean = centre(Y);
        DMatrixRMaj gram = new DMatrixRMaj(P.numCols, P.numCols);
        CommonOps_DDRM.multInner(P, gram);
        CommonOps_DDRM.divide(gram, train.size());
        DMatrixRMaj moment = new DMatrixRMaj(P.numCols, Y.numCols);
        CommonOps_DDRM.multTransA(1.0 / train.size(), P, Y, moment);
        Model[] models = new Model[RIDGES.length];
        for (int i = 0; i < RIDGES.length; i++) {
            models[i] = new Model(pca, count, RIDGES[i], termMean, yMean, Matrices.solve(gram, RIDGES[i], moment));
        }
        return models;
    }

    /** Polynomial terms [samples, terms] without the constant. */
    private DMatrixRMaj terms(PrincipalComponents pca, int count, double[][] X) {
        DMatrixRMaj S = pca.scores(X, count, 1);
        if (order == 1) {
            return S;
        }
        DMatrixRMaj P = new DMatrixRMaj(S.numRows, count + count * (count + 1) / 2);
        for (int i = 0; i < S.numRows; i++) {
            int at = i * P.numCols;
            System.arraycopy(S.data, i * count, P.data, at, count);
            at += count;
            for (int a = 0; a < count; a++) {
                for (int b = a; b < count; b++) {
                    P.data[at++] = S.get(i, a) * S.get(i, b);
                }
            }
        }
        return P;
    }

    /** Takes each column's mean off it, and returns the means. */
    private static double[] centre(DMatrixRMaj M) {
        double[] mean = new double[M.numCols];
        CommonOps_DDRM.sumCols(M, DMatrixRMaj.wrap(1, M.numCols, mean));
        for (int j = 0; j < mean.length; j++) {
            mean[j] /= M.numRows;
        }
        for (int i = 0; i < M.data.length; i++) {
            M.data[i] -= mean[i % M.numCols];
        }
        return mean;
    }

    private double[][] predict(Model m, double[][] X) {
        DMatrixRMaj P = terms(m.pca(), m.components(), X);
        for (int i = 0; i < P.data.length; i++) {
            P.data[i] -= m.termMean()[i % P.numCols];
        }
        DMatrixRMaj Y = new DMatrixRMaj(X.length, m.W().numCols);
        CommonOps_DDRM.mult(P, m.W(), Y);
        for (int i = 0; i < Y.data.length; i++) {
            Y.data[i] += m.yMean()[i % Y.numCols];
        }
        return Matrices.rows(Y);
    }

    private Fitted fitted(@Nullable Model best, double error) {
        if (best == null) {
            throw new IllegalStateException("no ridge regression has a finite error on the validation part");
        }
        return new Fitted() {
            @Override
            public String chosen() {
                return String.format(
                        Locale.ROOT,
                        "%d components, ridge %.0e, validation error %.4f",
                        best.components(),
                        best.ridge(),
                        error);
            }

            @Override
            public double[][] predict(double[][] X) {
                return RidgeRegression.this.predict(best, X);
            }
        };
    }
}
