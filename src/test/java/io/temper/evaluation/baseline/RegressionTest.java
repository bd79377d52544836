package io.temper.evaluation.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.temper.evaluation.baseline.Regression.Fitted;
import io.temper.evaluation.baseline.Regression.Table;
import java.util.Random;
import java.util.function.Function;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Regressions and principal components on functions whose answer is known. */
class RegressionTest {
    /** Features with very different scales, the third a copy of the first, the fourth constant. */
    private static Table table(int samples, long seed, Function<double[], double[]> y) {
        Random random = new Random(seed);
        double[][] X = new double[samples][];
        double[][] Y = new double[samples][];
        for (int i = 0; i < samples; i++) {
            double a = random.nextGaussian();
            double b = random.nextGaussian();
            X[i] = new double[] {a, 100 + 0.01 * b, 5 * a, 7};
            Y[i] = y.apply(new double[] {a, b});
        }
        return new Table(X, Y);
    }

    private static double testError(Regression regression, Function<double[], double[]> y, int samples) {
        Fitted fitted = regression.fit(table(samples, 1, y), table(100, 2, y));
        Table test = table(100, 3, y);
        return test.meanSquaredError(fitted.predict(test.X()));
    }

    private static double[] linear(double[] x) {
        return new double[] {0.5 + x[0] - 2 * x[1], -x[0]};
    }

    private static double[] quadratic(double[] x) {
        return new double[] {x[0] * x[1], 1 + x[0] - x[1] * x[1]};
    }

    private static double[] wavy(double[] x) {
        return new double[] {Math.sin(2 * x[0]) * Math.cos(x[1])};
    }

    @Test
    void ridge_linearFunction_isFoundByBothOrders() {
        assertThat(testError(new RidgeRegression(1), RegressionTest::linear, 200))
                .isLessThan(1e-9);
        assertThat(testError(new RidgeRegression(2), RegressionTest::linear, 200))
                .isLessThan(1e-9);
    }

    @Test
    void ridge_quadraticFunction_needsOrder2() {
        assertThat(testError(new RidgeRegression(2), RegressionTest::quadratic, 200))
                .isLessThan(1e-9);
        assertThat(testError(new RidgeRegression(1), RegressionTest::quadratic, 200))
                .isGreaterThan(0.5);
    }

    @Test
    void ridge_otherOrder_refused() {
        assertThatThrownBy(() -> new RidgeRegression(3)).hasMessageContaining("order 3");
    }

    @Test
    void gaussianProcess_smoothFunction_isLearntWhereAQuadraticIsNot() {
        double gp = testError(new GaussianProcess(), RegressionTest::wavy, 400);
        assertThat(gp).isLessThan(2e-3);
        assertThat(testError(new RidgeRegression(2), RegressionTest::wavy, 400)).isGreaterThan(50 * gp);
    }

    @Test
    void gaussianProcess_farFromAllSamples_returnsToTheMean() {
        Fitted fitted =
                new GaussianProcess().fit(table(300, 1, RegressionTest::wavy), table(100, 2, RegressionTest::wavy));
        double[] far = fitted.predict(new double[][] {{1e4, 100, 5e4, 7}})[0];
        assertThat(far[0]).isCloseTo(0, within(1e-12));
    }

    @Test
    void gaussianProcess_noise_isAveragedAway() {
        Random random = new Random(9);
        Function<double[], double[]> noisy = x -> new double[] {x[0] + 0.5 * random.nextGaussian()};
        Fitted fitted = new GaussianProcess().fit(table(400, 1, noisy), table(200, 2, noisy));
        Table clean = table(100, 3, x -> new double[] {x[0]});
        assertThat(clean.meanSquaredError(fitted.predict(clean.X()))).isLessThan(0.05); // the noise's is 0.25
    }

    @Test
    void solve_ridgeSystem_fulfilsItsEquation() {
        DMatrixRMaj A = new DMatrixRMaj(new double[][] {{4, 2}, {2, 3}});
        DMatrixRMaj W = Matrices.solve(A, 1, new DMatrixRMaj(new double[][] {{1}, {2}}));
        // [5 2; 2 4]^-1 [1; 2] = [4 -2; -2 5] [1; 2] / 16
        assertThat(W.get(0, 0)).isCloseTo(0, within(1e-15));
        assertThat(W.get(1, 0)).isCloseTo(0.5, within(1e-15));
        assertThat(A.get(0, 0)).isEqualTo(4);
    }

    @Test
    void principalComponents_correlatedFeatures_uncorrelatedScoresOfFallingVariance() {
        Table t = table(500, 6, RegressionTest::linear);
        PrincipalComponents pca = new PrincipalComponents(t.X());
        // a and its copy make one component, b another, the constant none; standardised features have variance 3 in all
        assertThat(pca.count()).isEqualTo(2);
        assertThat(pca.variance()[0] + pca.variance()[1]).isCloseTo(3, within(1e-9));
        double[][] S = Matrices.rows(pca.scores(t.X(), 2, 0));
        double[][] white = Matrices.rows(pca.scores(t.X(), 2, 1));
        assertThat(moment(S, 0, 1)).isCloseTo(0, within(1e-9));
        for (int c = 0; c < 2; c++) {
            assertThat(moment(S, c, c)).isCloseTo(pca.variance()[c], within(1e-9));
            assertThat(moment(white, c, c)).isCloseTo(1, within(1e-9));
        }
    }

    private static double moment(double[][] S, int a, int b) {
        double sum = 0;
        for (double[] row : S) {
            sum += row[a] * row[b];
        }
        return sum / S.length;
    }

    @Test
    void table_asManyTargetsAsFeatureVectorsAreNeeded() {
        assertThatThrownBy(() -> new Table(new double[2][1], new double[3][1]))
                .hasMessageContaining("2 feature vectors for 3 targets");
    }

    @Test
    void thinned_spreadsOverAllSamples() {
        double[][] X = new double[10][1];
        for (int i = 0; i < 10; i++) {
            X[i][0] = i;
        }
        double[][] thin = new Table(X, X).thinned(4).X();
        assertThat(thin).isEqualTo(new double[][] {{0}, {2}, {5}, {7}});
    }
}
