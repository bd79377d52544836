package io.temper.vaereg;

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
     * @param index number of the component in the network, from 1: it keeps its morphology from target to target
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

        /** A sample, mean + scale * sd * normal deviate. */
        public double[] sample(RandomGenerator random, double scale) {
            double[] z = new double[mean.length];
            for (int i = 0; i < z.length; i++) {
                z[i] = mean[i] + scale * Math.exp(0.5 * logVariance[i]) * random.nextGaussian();
            }
            return z;
        }
    }

    public LatentPrior {
        modes = List.copyOf(modes);
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
