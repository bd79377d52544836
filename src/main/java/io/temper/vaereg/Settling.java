package io.temper.vaereg;

import io.temper.material.DesignTarget;
import io.temper.material.Property;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Moves modes of p(z|c*) until the model agrees with itself: Gauss-Newton steps in latent space towards the point, nearest to the
 * mode in its own standard deviations, whose decoded field the regressor takes for the target. The Jacobian starts as the response
 * that was measured over many decoded fields and follows what each mode shows (Broyden 1965).
 */
final class Settling {
    /** Most decodings of each mode. */
    private static final int LOOKS = 8;
    /** Relative error that is close enough: the regressor itself is ten times as far off. */
    private static final double CLOSE = 3e-3;
    /** Largest step, in standard deviations of the mode (root mean square over z). */
    private static final double LONGEST = 1;
    /** Square of a step's length from which nothing can be learnt. */
    private static final double STILL = 1e-12;
    /** Keeps components that the mode hardly moves from asking for the moon. */
    private static final double RIDGE = 1e-3;

    private final VaeReg model;
    /** Places of the wanted properties among the model's. */
    private final int[] wanted;
    /** [GPa], and standardised. */
    private final double[] target;

    private final double[] aim;

    private final double[][] response;

    /** @param response change of each of the model's standardised properties with z [properties][latent] */
    Settling(VaeReg model, DesignTarget target, List<List<Double>> response) {
        this.model = model;
        ModelCard card = model.card();
        List<Property> properties = card.properties();
        this.wanted = IntStream.range(0, properties.size())
                .filter(p -> target.values().containsKey(properties.get(p)))
                .toArray();
        this.target = Arrays.stream(wanted)
                .mapToDouble(p -> Objects.requireNonNull(target.values().get(properties.get(p))))
                .toArray();
        this.aim = IntStream.range(0, wanted.length)
                .mapToDouble(q -> card.standardised(wanted[q], this.target[q]))
                .toArray();
        this.response = Arrays.stream(wanted)
                .mapToObj(response::get)
                .map(row -> row.stream().mapToDouble(Double::doubleValue).toArray())
                .toArray(double[][]::new);
    }

    List<LatentPrior.Mode> settle(List<LatentPrior.Mode> modes) {
        List<Walk> walks = modes.stream().map(Walk::new).toList();
        for (int look = 0; look < LOOKS; look++) {
            List<Walk> open = walks.stream().filter(w -> w.least > CLOSE).toList();
            List<PhaseField> fields = model.decode(open.stream().map(w -> w.z).toList());
            List<Prediction> said = model.predict(
                    fields.stream().map(PhaseField::microstructure).toList());
            for (int i = 0; i < open.size(); i++) {
                open.get(i).step(said.get(i));
            }
        }
        return walks.stream().map(Walk::settled).toList();
    }

    /** One mode on its way. */
    private final class Walk {
        private final LatentPrior.Mode mode;
        private final double[] variance;
        private final double[][] J;
        /** Of the first Jacobian's size: what the steps teach may leave nothing of it. */
        private final double ridge;

        private double[] z;
        private double[] best;
        private double least = Double.POSITIVE_INFINITY;
        private double[] moved = new double[0];
        private double[] saidBefore = new double[0];

        Walk(LatentPrior.Mode mode) {
            this.mode = mode;
            this.variance = Arrays.stream(mode.logVariance()).map(Math::exp).toArray();
            this.J = Arrays.stream(response).map(double[]::clone).toArray(double[][]::new);
            this.ridge = RIDGE
                    * IntStream.range(0, J.length)
                            .mapToDouble(q -> products()[q][q])
                            .average()
                            .orElseThrow();
            this.z = mode.mean();
            this.best = z;
        }

        LatentPrior.Mode settled() {
            return new LatentPrior.Mode(mode.index(), mode.weight(), best, mode.logVariance());
        }

        void step(Prediction prediction) {
            ModelCard card = model.card();
            double[] said = new double[wanted.length];
            double error = 0;
            for (int q = 0; q < said.length; q++) {
                double value = prediction.mean(card.properties().get(wanted[q]));
                said[q] = card.standardised(wanted[q], value);
                error = Math.max(error, Math.abs(value / target[q] - 1));
            }
            if (error < least) {
                least = error;
                best = z;
            }
            if (moved.length > 0) {
                learn(said);
            }
            saidBefore = said;
            moved = shortened(newton(said));
            z = IntStream.range(0, z.length).mapToDouble(k -> z[k] + moved[k]).toArray();
        }

        /** Broyden's update: of all that explain what the last step did, the Jacobian that changed least. */
        private void learn(double[] said) {
            double length = squaredLength(moved);
            if (length < STILL) {
                return;
            }
            for (int q = 0; q < J.length; q++) {
                double missed = said[q] - saidBefore[q];
                for (int k = 0; k < moved.length; k++) {
                    missed -= J[q][k] * moved[k];
                }
                for (int k = 0; k < moved.length; k++) {
                    J[q][k] += missed * moved[k] / variance[k] / length;
                }
            }
        }

        /** S J' (J S J' + ridge)^-1 (aim - said), S the mode's covariance: the shortest step in its standard deviations. */
        private double[] newton(double[] said) {
            int n = J.length;
            double[][] A = products();
            double[] missing = new double[n];
            for (int p = 0; p < n; p++) {
                A[p][p] += ridge;
                missing[p] = aim[p] - said[p];
            }
            double[] w = new Cholesky(A).solve(missing);
            double[] step = new double[variance.length];
            for (int k = 0; k < step.length; k++) {
                for (int q = 0; q < n; q++) {
                    step[k] += variance[k] * J[q][k] * w[q];
                }
            }
            return step;
        }

        /** J S J'. */
        private double[][] products() {
            double[][] A = new double[J.length][J.length];
            for (int p = 0; p < A.length; p++) {
                for (int q = 0; q < A.length; q++) {
                    for (int k = 0; k < variance.length; k++) {
                        A[p][q] += J[p][k] * variance[k] * J[q][k];
                    }
                }
            }
            return A;
        }

        private double[] shortened(double[] step) {
            double length = Math.sqrt(squaredLength(step) / step.length);
            return length <= LONGEST
                    ? step
                    : Arrays.stream(step).map(v -> v * LONGEST / length).toArray();
        }

        private double squaredLength(double[] step) {
            double s = 0;
            for (int k = 0; k < step.length; k++) {
                s += step[k] * step[k] / variance[k];
            }
            return s;
        }
    }
}
