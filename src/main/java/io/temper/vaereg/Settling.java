package io.temper.vaereg;

import io.temper.material.DesignTarget;
import io.temper.material.Property;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Moves modes of p(z|c*) until the model agrees with itself: Gauss-Newton steps in latent space towards the point, nearest to the
 * mode in its own standard deviations, whose decoded field the regressor takes for the target. A {@link LatentSurvey} of solved points
 * corrects the regressor and gives a first Jacobian; where its steps bring nothing, one by differences takes its place.
 */
final class Settling {
    /** Most decodings of each mode. */
    private static final int LOOKS = 64;
    /** Relative error that is close enough: the regressor itself is some times as far off. */
    private static final double CLOSE = 5e-3;
    /** Farthest from the mode's mean, in its standard deviations (root mean square over z): beyond, no solved point is near. */
    private static final double FARTHEST = 1.2;
    /** Of differences, in the mode's standard deviations. */
    private static final double PROBE = 0.3;
    /** Keep components that the mode hardly moves from asking for the moon; of each step's tries the best counts. */
    private static final double[] RIDGES = {1e-4, 1e-2, 1e-1};

    private static final double[] SHARES = {1, 0.5};

    private final VaeReg model;
    private final LatentSurvey.Fitted survey;
    /** Places of the wanted properties among the model's. */
    private final int[] wanted;
    /** [GPa], and standardised. */
    private final double[] target;

    private final double[] aim;

    Settling(VaeReg model, DesignTarget target, LatentSurvey.Fitted survey) {
        this.model = model;
        this.survey = survey;
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
    }

    List<LatentPrior.Mode> settle(List<LatentPrior.Mode> modes) {
        List<Walk> walks = modes.stream().map(Walk::new).toList();
        List<Walk> open = walks;
        while (!open.isEmpty()) {
            List<double[]> z = open.stream().flatMap(w -> w.next.stream()).toList();
            List<double[]> missing = missing(z);
            int from = 0;
            for (Walk walk : open) {
                int to = from + walk.next.size();
                walk.take(missing.subList(from, to));
                from = to;
            }
            open = open.stream().filter(Walk::isOpen).toList();
        }
        return walks.stream().map(Walk::settled).toList();
    }

    /** What each point's decoded field lacks of the target, standardised [points][wanted]. */
    private List<double[]> missing(List<double[]> z) {
        ModelCard card = model.card();
        List<PhaseField> fields = model.decode(z);
        List<Prediction> predictions =
                model.predict(fields.stream().map(PhaseField::microstructure).toList());
        return IntStream.range(0, z.size())
                .mapToObj(i -> {
                    double[] correction = survey.correction().values(z.get(i));
                    return IntStream.range(0, wanted.length)
                            .mapToDouble(q -> {
                                int p = wanted[q];
                                double mean = predictions
                                        .get(i)
                                        .mean(card.properties().get(p));
                                return aim[q] - card.standardised(p, mean) - correction[p];
                            })
                            .toArray();
                })
                .toList();
    }

    /** Largest relative error. */
    private double error(double[] missing) {
        double worst = 0;
        for (int q = 0; q < wanted.length; q++) {
            double said = model.card().value(wanted[q], aim[q] - missing[q]);
            worst = Math.max(worst, Math.abs(said / target[q] - 1));
        }
        return worst;
    }

    /** One mode on its way. */
    private final class Walk {
        private final LatentPrior.Mode mode;
        private final double[] deviation;
        private double[] best;
        private double[] missing = new double[0];
        private double least = Double.POSITIVE_INFINITY;
        private int looks;
        /** Points to look at next: the tries of a step, or the probes of a Jacobian. */
        private List<double[]> next;

        private boolean probing;
        /** Whether the last tries followed differences: then nothing is left to try. */
        private boolean exact;

        Walk(LatentPrior.Mode mode) {
            this.mode = mode;
            this.deviation =
                    Arrays.stream(mode.logVariance()).map(v -> Math.exp(v / 2)).toArray();
            this.best = mode.mean();
            this.next = List.of(best);
        }

        boolean isOpen() {
            return !next.isEmpty();
        }

        LatentPrior.Mode settled() {
            return new LatentPrior.Mode(mode.index(), mode.weight(), best, mode.logVariance());
        }

        void take(List<double[]> found) {
            looks += found.size();
            if (probing) {
                probing = false;
                exact = true;
                next = tries(differences(found));
            } else if (improves(found)) {
                exact = false;
                next = least > CLOSE ? tries(surveyed()) : List.of();
            } else {
                probing = !exact;
                next = exact ? List.of() : probes();
            }
            if (looks + next.size() > LOOKS) {
                next = List.of();
            }
        }

        private boolean improves(List<double[]> found) {
            boolean better = false;
            for (int i = 0; i < found.size(); i++) {
                double error = error(found.get(i));
                if (error < least) {
                    least = error;
                    best = next.get(i);
                    missing = found.get(i);
                    better = true;
                }
            }
            return better;
        }

        /** Change of the wanted properties with each coordinate, in the mode's deviations, as the survey has it [wanted][latent]. */
        private double[][] surveyed() {
            double[][] all = survey.response().jacobian(best);
            return Arrays.stream(wanted)
                    .mapToObj(p -> IntStream.range(0, deviation.length)
                            .mapToDouble(k -> all[p][k] * deviation[k])
                            .toArray())
                    .toArray(double[][]::new);
        }

        private List<double[]> probes() {
            return IntStream.range(0, deviation.length)
                    .mapToObj(k -> {
                        double[] z = best.clone();
                        z[k] += PROBE * deviation[k];
                        return z;
                    })
                    .toList();
        }

        private double[][] differences(List<double[]> found) {
            double[][] D = new double[wanted.length][found.size()];
            for (int q = 0; q < D.length; q++) {
                for (int k = 0; k < found.size(); k++) {
                    D[q][k] = (missing[q] - found.get(k)[q]) / PROBE;
                }
            }
            return D;
        }

        /** Steps, the shortest in the mode's deviations, whole and in part. */
        private List<double[]> tries(double[][] D) {
            List<double[]> tries = new ArrayList<>();
            for (double ridge : RIDGES) {
                double[] step = LeastNormStep.of(D, missing, ridge);
                for (double share : SHARES) {
                    tries.add(within(IntStream.range(0, best.length)
                            .mapToDouble(k -> best[k] + share * step[k] * deviation[k])
                            .toArray()));
                }
            }
            return tries;
        }

        /** The point, or the one on the way to it that is as far from the mean as may be. */
        private double[] within(double[] z) {
            double[] mean = mode.mean();
            double s = 0;
            for (int k = 0; k < z.length; k++) {
                s += Math.pow((z[k] - mean[k]) / deviation[k], 2);
            }
            double distance = Math.sqrt(s / z.length);
            double share = distance > FARTHEST ? FARTHEST / distance : 1;
            return IntStream.range(0, z.length)
                    .mapToDouble(k -> mean[k] + share * (z[k] - mean[k]))
                    .toArray();
        }
    }
}
