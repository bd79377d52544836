package io.temper.vaereg;

import io.temper.material.Axis;
import io.temper.material.Microstructure;
import io.temper.material.TwoPointCorrelation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the training microstructures look like: hard fraction and normalised two-point correlation along the axes of some of
 * them. A microstructure is familiar if it is as close to one of these as validation samples are.
 *
 * @param prototypes features of training samples [n][{@link #features}]
 * @param threshold distance to the nearest prototype that 99 % of the validation samples stay within
 */
public record TrainingReference(List<List<Double>> prototypes, double threshold) {
    private static final int[] LAGS = {1, 2, 3, 5, 8, 12, 18, 25};
    private static final double QUANTILE = 0.99;

    public TrainingReference {
        prototypes = prototypes.stream().map(List::copyOf).toList();
        if (prototypes.isEmpty() || !(threshold > 0)) {
            throw new IllegalArgumentException("a reference of %d prototypes within %s: both must be positive"
                    .formatted(prototypes.size(), threshold));
        }
    }

    /** @param training and validation microstructures */
    public static TrainingReference of(List<Microstructure> training, List<Microstructure> validation) {
        List<double[]> prototypes =
                training.parallelStream().map(TrainingReference::features).toList();
        double[] distances = validation.parallelStream()
                .mapToDouble(m -> nearest(prototypes, features(m)))
                .sorted()
                .toArray();
        List<List<Double>> rounded = new ArrayList<>();
        for (double[] p : prototypes) {
            rounded.add(
                    Arrays.stream(p).mapToObj(v -> Math.round(v * 1e4) / 1e4).toList());
        }
        return new TrainingReference(rounded, distances[(int) (QUANTILE * (distances.length - 1))]);
    }

    /** Hard fraction f, and (S2(r) - f^2) / (f - f^2) at eight lags along each axis. */
    static double[] features(Microstructure m) {
        TwoPointCorrelation correlation = TwoPointCorrelation.of(m);
        double f = correlation.hardFraction();
        double[] features = new double[1 + 3 * LAGS.length];
        features[0] = f;
        int to = 1;
        for (Axis axis : Axis.values()) {
            double[] s2 = correlation.along(axis);
            for (int r : LAGS) {
                // one phase alone is perfectly correlated
                features[to++] = f > 0 && f < 1 ? (s2[Math.min(r, s2.length - 1)] - f * f) / (f - f * f) : 1;
            }
        }
        return features;
    }

    private static double nearest(List<double[]> prototypes, double[] x) {
        return Math.sqrt(prototypes.stream()
                .mapToDouble(p -> {
                    double s = 0;
                    for (int i = 0; i < x.length; i++) {
                        s += (x[i] - p[i]) * (x[i] - p[i]);
                    }
                    return s;
                })
                .min()
                .orElseThrow());
    }

    /** Distance to the nearest prototype over the threshold: up to 1 is familiar [-]. */
    double strangeness(Microstructure m) {
        double[] x = features(m);
        return nearest(
                        prototypes.stream()
                                .map(p -> p.stream()
                                        .mapToDouble(Double::doubleValue)
                                        .toArray())
                                .toList(),
                        x)
                / threshold;
    }
}
