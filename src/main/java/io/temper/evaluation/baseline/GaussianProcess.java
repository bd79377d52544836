package io.temper.evaluation.baseline;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.jspecify.annotations.Nullable;

/**
 * Mean of a Gaussian process, which is kernel ridge regression, with k(a, b) = exp(-|a - b|^2 / (2 l^2)) between principal
 * components of the features and noise variance s^2: y(x) = k(x, X) (K + s^2 I)^-1 Y (Rasmussen and Williams 2006).
 *
 * <p>Components, whitening, length l and noise are chosen on a part of the training samples, which costs little; the noise
 * is a variance and does not grow with their number. The fit itself takes all of them, up to {@value #MOST_SAMPLES}.
 */
public final class GaussianProcess implements Regression {
    /** The kernel matrix and its factor take 8 n^2 bytes each. */
    private static final int MOST_SAMPLES = 6_000;

    private static final int SEARCH_SAMPLES = 1_000;
    private static final int[] COMPONENTS = {4, 8, 16, 32, 64};
    private static final double[] WHITENINGS = {0, 0.5, 1};
    /** l in units of the root of the components' total variance. */
    private static final double[] LENGTHS = {0.5, 1, 2, 4};

    private static final double[] NOISES = {1e-5, 1e-4, 1e-3, 1e-2, 1e-1};

    private record Choice(int components, double whitening, double length, double noise) {}

    @Override
    public String name() {
        return "gp";
    }

    @Override
    public Fitted fit(Table train, Table validation) {
        Table used = train.thinned(MOST_SAMPLES);
        PrincipalComponents pca = new PrincipalComponents(used.X());
        Choice choice = choose(pca, used.thinned(SEARCH_SAMPLES), validation.thinned(SEARCH_SAMPLES));
        DMatrixRMaj S = scores(pca, choice, used.X());
        DMatrixRMaj alpha =
                Matrices.solve(kernel(squaredDistances(S, S), choice), choice.noise(), Matrices.of(used.Y()));
        return new Fitted() {
            @Override
            public String chosen() {
                return String.format(
                        Locale.ROOT,
                        "%d components, whitening %s, length %.3g, noise %.0e, %d samples",
                        choice.components(),
                        choice.whitening(),
                        choice.length(),
                        choice.noise(),
                        used.size());
            }

            @Override
            public double[][] predict(double[][] X) {
                return Matrices.rows(times(kernel(squaredDistances(scores(pca, choice, X), S), choice), alpha));
            }
        };
    }

    private static Choice choose(PrincipalComponents pca, Table train, Table validation) {
        DMatrixRMaj Y = Matrices.of(train.Y());
        Choice best = null;
        double least = Double.POSITIVE_INFINITY;
        for (int components : counts(pca)) {
            for (double whitening : WHITENINGS) {
                Choice space = new Choice(components, whitening, 1, 1);
                DMatrixRMaj S = scores(pca, space, train.X());
                DMatrixRMaj among = squaredDistances(S, S);
                DMatrixRMaj across = squaredDistances(scores(pca, space, validation.X()), S);
                double scale = Math.sqrt(totalVariance(pca, components, whitening));
                for (double length : LENGTHS) {
                    Choice kernel = new Choice(components, whitening, length * scale, 1);
                    DMatrixRMaj K = kernel(among, kernel);
                    DMatrixRMaj k = kernel(across, kernel);
                    for (double noise : NOISES) {
                        double error =
                                validation.meanSquaredError(Matrices.rows(times(k, Matrices.solve(K, noise, Y))));
                        if (error < least) {
                            least = error;
                            best = new Choice(components, whitening, length * scale, noise);
                        }
                    }
                }
            }
        }
        return found(best);
    }

    private static Choice found(@Nullable Choice best) {
        if (best == null) {
            throw new IllegalStateException("no Gaussian process has a finite error on the validation part");
        }
        return best;
    }

    private static int[] counts(PrincipalComponents pca) {
        int most = Math.min(pca.count(), COMPONENTS[COMPONENTS.length - 1]);
        return IntStream.concat(Arrays.stream(COMPONENTS).filter(c -> c < most), IntStream.of(most))
                .toArray();
    }

    private static double totalVariance(PrincipalComponents pca, int components, double whitening) {
        return Arrays.stream(pca.variance())
                .limit(components)
                .map(v -> Math.pow(v, 1 - whitening))
                .sum();
    }

    private static DMatrixRMaj scores(PrincipalComponents pca, Choice choice, double[][] X) {
        return pca.scores(X, choice.components(), choice.whitening());
    }

    /** |a - b|^2 = |a|^2 + |b|^2 - 2 a b for the rows of A and B. */
    private static DMatrixRMaj squaredDistances(DMatrixRMaj A, DMatrixRMaj B) {
        DMatrixRMaj D = new DMatrixRMaj(A.numRows, B.numRows);
        CommonOps_DDRM.multTransB(-2, A, B, D);
        double[] a = squaredNorms(A);
        double[] b = squaredNorms(B);
        for (int i = 0; i < D.numRows; i++) {
            for (int j = 0; j < D.numCols; j++) {
                int at = i * D.numCols + j;
                D.data[at] = Math.max(0, D.data[at] + a[i] + b[j]);
            }
        }
        return D;
    }

    private static double[] squaredNorms(DMatrixRMaj M) {
        double[] norms = new double[M.numRows];
        for (int i = 0; i < M.data.length; i++) {
            norms[i / M.numCols] += M.data[i] * M.data[i];
        }
        return norms;
    }

    private static DMatrixRMaj kernel(DMatrixRMaj squaredDistances, Choice choice) {
        DMatrixRMaj K = new DMatrixRMaj(squaredDistances.numRows, squaredDistances.numCols);
        double scale = -0.5 / (choice.length() * choice.length());
        for (int i = 0; i < K.data.length; i++) {
            K.data[i] = Math.exp(scale * squaredDistances.data[i]);
        }
        return K;
    }

    private static DMatrixRMaj times(DMatrixRMaj A, DMatrixRMaj B) {
        DMatrixRMaj C = new DMatrixRMaj(A.numRows, B.numCols);
        CommonOps_DDRM.mult(A, B, C);
        return C;
    }
}
