package io.temper.vaereg;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The conditional prior p(z|c) = sum_k pi_k N(mu_k, diag(exp(logVariance_k))) for one target c.
 *
 * @param modes its components, by falling weight; weights sum to 1
 */
public record LatentPrior(List<Mode> modes) {
    /**
     * One Gaussian component.
     *
     * @param index number from 1: names completion and component, and keeps its morphology from target to target
     * @param weight pi_k, 0..1
     * @param mean mu_k [latent size]
     * @param logVariance [latent size]
     */
    public record Mode(int index, double weight, double[] mean, double[] logVariance) {
        /** Negative log density at z [nats], weight not included. */
        public double unlikelihood(double[] z) {
            double s = 0;
            for (int i = 0; i < z.length; i++) {
                double d = z[i] - mean[i];
                s += 0.5 * (Math.log(2 * Math.PI) + logVariance[i] + d * d / Math.exp(logVariance[i]));
            }
            return s;
        }

        private Mode weighing(double other) {
            return new Mode(index, other, mean, logVariance);
        }

        /** A sample, mean + scale * sd * normal deviate. */
        public double[] sample(RandomGenerator random, double scale) {
            double[] z = new double[mean.length];
            for (int i = 0; i < z.length; i++) {
                z[i] = mean[i] + scale * Math.exp(0.5 * logVariance[i]) * random.nextGaussian();
            }
            return z;
        }
    }

    /** Modes of less weight are left out. */
    static final double LEAST_WEIGHT = 0.01;
    /** Means closer than this, in standard deviations (root mean square over z), are one mode. */
    private static final double CLOSE = 1.5;

    public LatentPrior {
        modes = List.copyOf(modes);
    }

    /** Modes that are plainly different: the heavier of two close ones takes the other's weight, and weights sum to 1. */
    static LatentPrior distinct(List<Mode> modes) {
        List<Mode> kept = new ArrayList<>();
        for (Mode mode : byWeight(modes)) {
            int close = 0;
            while (close < kept.size() && !isClose(kept.get(close), mode)) {
                close++;
            }
            if (close == kept.size()) {
                kept.add(mode);
            } else {
                kept.set(close, kept.get(close).weighing(kept.get(close).weight() + mode.weight()));
            }
        }
        double sum = kept.stream().mapToDouble(Mode::weight).sum();
        return new LatentPrior(
                byWeight(kept.stream().map(m -> m.weighing(m.weight() / sum)).toList()));
    }

    private static List<Mode> byWeight(List<Mode> modes) {
        return modes.stream()
                .sorted(Comparator.comparingDouble(Mode::weight).reversed())
                .toList();
    }

    private static boolean isClose(Mode a, Mode b) {
        double s = 0;
        for (int i = 0; i < a.mean().length; i++) {
            double d = a.mean()[i] - b.mean()[i];
            s += d * d / Math.exp(Math.max(a.logVariance()[i], b.logVariance()[i]));
        }
        return s < CLOSE * CLOSE * a.mean().length;
    }

    /** -log p(z|c) [nats]. */
    public double unlikelihood(double[] z) {
        double max = Double.NEGATIVE_INFINITY;
        double[] l = new double[modes.size()];
        for (int k = 0; k < l.length; k++) {
            l[k] = Math.log(modes.get(k).weight()) - modes.get(k).unlikelihood(z);
            max = Math.max(max, l[k]);
        }
        double s = 0;
        for (double v : l) {
            s += Math.exp(v - max);
        }
        return -max - Math.log(s);
    }
}
