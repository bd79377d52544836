package io.temper.vaereg.network;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Max;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.op.core.Sum;
import org.tensorflow.types.TFloat32;

/** Terms of the training loss; each a scalar, averaged over the batch. */
public final class Losses {
    private final Ops tf;

    public Losses(Ops tf) {
        this.tf = tf;
    }

    /** Mean squared error over batch and components. */
    public Operand<TFloat32> meanSquare(Operand<TFloat32> a, Operand<TFloat32> b) {
        return tf.math.mean(tf.math.squaredDifference(a, b), tf.constant(new int[] {0, 1}));
    }

    /**
     * Negative log likelihood of c under a Gaussian whose mean is held fixed, so that only the variance learns from it
     * [nats, constant dropped].
     */
    public Operand<TFloat32> varianceLikelihood(Operand<TFloat32> c, Operand<TFloat32> mean, Operand<TFloat32> logVar) {
        Operand<TFloat32> square = tf.math.squaredDifference(c, tf.stopGradient(mean));
        Operand<TFloat32> nll = tf.math.add(logVar, tf.math.mul(square, tf.math.exp(tf.math.neg(logVar))));
        return tf.math.mul(tf.constant(0.5f), tf.math.mean(nll, tf.constant(new int[] {0, 1})));
    }

    /**
     * KL divergence of N(mean, exp(logVar)) from the mixture p(z|c), -log sum_j pi_j exp(-KL_j) (paper, equation 3; the
     * loss adds it: the sign printed in equation 4 is a slip). With a temperature tau above 1 the responsibilities are
     * softened, tau * -log sum_j (pi_j exp(-KL_j))^(1/tau), which lets every component live while training starts.
     *
     * @param mean [n, latent]
     * @param logVar [n, latent]
     * @param tau scalar, at least 1
     */
    public Operand<TFloat32> mixtureKl(
            Operand<TFloat32> mean, Operand<TFloat32> logVar, VaeRegNetwork.Prior prior, Operand<TFloat32> tau) {
        Operand<TFloat32> m = tf.expandDims(mean, tf.constant(1));
        Operand<TFloat32> v = tf.expandDims(logVar, tf.constant(1));
        Operand<TFloat32> spread = tf.math.add(tf.math.exp(v), tf.math.squaredDifference(m, prior.means()));
        Operand<TFloat32> terms = tf.math.add(
                tf.math.sub(prior.logVars(), v),
                tf.math.sub(tf.math.mul(spread, tf.math.exp(tf.math.neg(prior.logVars()))), tf.constant(1f)));
        Operand<TFloat32> kl = tf.math.mul(tf.constant(0.5f), tf.sum(terms, tf.constant(2)));
        Operand<TFloat32> score = tf.math.div(tf.math.sub(prior.logWeights(), kl), tau);
        Operand<TFloat32> total = tf.math.mul(tf.math.neg(tau), logSumExp(score));
        return tf.math.mean(total, tf.constant(0));
    }

    /** log sum exp over axis 1 of [n, K], shifted by the largest so that it cannot overflow. */
    private Operand<TFloat32> logSumExp(Operand<TFloat32> x) {
        Operand<TFloat32> largest = tf.stopGradient(tf.max(x, tf.constant(1), Max.keepDims(true)));
        Operand<TFloat32> sum = tf.sum(tf.math.exp(tf.math.sub(x, largest)), tf.constant(1), Sum.keepDims(true));
        return tf.squeeze(tf.math.add(largest, tf.math.log(sum)), Squeeze.axis(List.of(1L)));
    }

    /** Mean over the batch of sum_i weights_i (a_i - b_i)^2, for descriptors [n, count] and weights [count]. */
    public Operand<TFloat32> weightedSquare(Operand<TFloat32> a, Operand<TFloat32> b, Operand<TFloat32> weights) {
        Operand<TFloat32> sum = tf.sum(tf.math.mul(tf.math.squaredDifference(a, b), weights), tf.constant(1));
        return tf.math.mean(sum, tf.constant(0));
    }

    /** A sample by reparameterisation: mean + exp(logVar / 2) * noise. */
    public Operand<TFloat32> sample(Operand<TFloat32> mean, Operand<TFloat32> logVar, Operand<TFloat32> noise) {
        return tf.math.add(mean, tf.math.mul(tf.math.exp(tf.math.mul(logVar, tf.constant(0.5f))), noise));
    }
}
