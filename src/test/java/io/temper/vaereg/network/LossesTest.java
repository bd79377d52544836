package io.temper.vaereg.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.temper.vaereg.device.TensorFlowRuntime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class LossesTest {
    private final Graph graph = graph();
    private final Ops tf = Ops.create(graph);
    private final Losses losses = new Losses(tf);

    private static Graph graph() {
        TensorFlowRuntime.prepareTraining();
        return new Graph();
    }

    @AfterEach
    void close() {
        graph.close();
    }

    @Test
    void mixtureKl_oneComponent_isTheKlOfTwoGaussians() {
        double expected = kl(0.3, -1, 0.5, 0.2) + kl(-0.7, 0.4, 0.1, -0.6);
        assertThat(mixtureKl(
                        new float[][] {{0}}, new float[][][] {{{0.5f, 0.1f}}}, new float[][][] {{{0.2f, -0.6f}}}, 1))
                .isCloseTo((float) expected, within(1e-5f));
    }

    @Test
    void mixtureKl_twoComponents_isEquation3() {
        double near = kl(0.3, -1, 0.5, 0.2) + kl(-0.7, 0.4, 0.1, -0.6);
        double far = kl(0.3, -1, 3, 0) + kl(-0.7, 0.4, -2, 0);
        double expected = -Math.log(0.25 * Math.exp(-near) + 0.75 * Math.exp(-far));
        float[][] logWeights = {{(float) Math.log(0.25), (float) Math.log(0.75)}};
        float[][][] means = {{{0.5f, 0.1f}, {3, -2}}};
        float[][][] logVars = {{{0.2f, -0.6f}, {0, 0}}};
        assertThat(mixtureKl(logWeights, means, logVars, 1)).isCloseTo((float) expected, within(1e-4f));
    }

    @Test
    void mixtureKl_hot_countsComponentsEvenly() {
        float[][] logWeights = {{(float) Math.log(0.5), (float) Math.log(0.5)}};
        float[][][] means = {{{0.5f, 0.1f}, {3, -2}}};
        float[][][] logVars = {{{0.2f, -0.6f}, {0, 0}}};
        double near = kl(0.3, -1, 0.5, 0.2) + kl(-0.7, 0.4, 0.1, -0.6) - Math.log(0.5);
        double far = kl(0.3, -1, 3, 0) + kl(-0.7, 0.4, -2, 0) - Math.log(0.5);
        // for a large tau, tau * -log sum exp(-s/tau) tends to the mean of s less tau * log 2
        double tau = 1000;
        assertThat(mixtureKl(logWeights, means, logVars, (float) tau) + tau * Math.log(2))
                .isCloseTo((near + far) / 2, within(0.1));
    }

    /** KL(N(m, e^v) || N(n, e^w)). */
    private static double kl(double m, double v, double n, double w) {
        return 0.5 * (w - v + (Math.exp(v) + (m - n) * (m - n)) / Math.exp(w) - 1);
    }

    private float mixtureKl(float[][] logWeights, float[][][] means, float[][][] logVars, float tau) {
        VaeRegNetwork.Prior prior =
                new VaeRegNetwork.Prior(tf.constant(logWeights), tf.constant(means), tf.constant(logVars));
        Operand<TFloat32> loss = losses.mixtureKl(
                tf.constant(new float[][] {{0.3f, -0.7f}}),
                tf.constant(new float[][] {{-1, 0.4f}}),
                prior,
                tf.constant(tau));
        return fetch(loss)[0];
    }

    @Test
    void varianceLikelihood_leastAtTheObservedVariance() {
        Operand<TFloat32> c = tf.constant(new float[][] {{1}, {-1}});
        Operand<TFloat32> mean = tf.constant(new float[][] {{0}, {0}});
        float[] loss = new float[3];
        float[] logVar = {-0.5f, 0, 0.5f};
        for (int i = 0; i < 3; i++) {
            loss[i] =
                    fetch(losses.varianceLikelihood(c, mean, tf.constant(new float[][] {{logVar[i]}, {logVar[i]}})))[0];
        }
        assertThat(loss[1]).isLessThan(loss[0]).isLessThan(loss[2]).isCloseTo(0.5f, within(1e-6f));
    }

    private float[] fetch(Operand<TFloat32> output) {
        try (Session session = new Session(graph);
                Feeds feeds = new Feeds(session)) {
            return feeds.fetch(output).run()[0];
        }
    }
}
