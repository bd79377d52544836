package io.temper.vaereg.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.temper.vaereg.device.TensorFlowRuntime;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class PeriodicTest {
    @Test
    void interpolation_ofAWave_isTheWaveAtTheNewPlaces() {
        int from = 8;
        int to = 11;
        float[][] m = Periodic.interpolation(from, to);
        for (int k = 0; k < from / 2; k++) {
            for (int j = 0; j < to; j++) {
                double sum = 0;
                for (int i = 0; i < from; i++) {
                    sum += m[i][j] * Math.sin(2 * Math.PI * k * i / from + 0.4);
                }
                assertThat(sum).isCloseTo(Math.sin(2 * Math.PI * k * j / to + 0.4), within(1e-6));
            }
        }
    }

    /** Padding, then a 'valid' convolution: rolling the input rolls the output. */
    @Test
    void pad_convolutionOfARolledField_isTheRolledConvolution() {
        int n = 5;
        SplittableRandom random = new SplittableRandom(4);
        float[] kernel = new float[27];
        float[] x = new float[n * n * n];
        float[] rolled = new float[x.length];
        for (int i = 0; i < 27; i++) {
            kernel[i] = (float) random.nextGaussian();
        }
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextGaussian();
        }
        for (int i = 0; i < x.length; i++) {
            rolled[roll(i, n)] = x[i];
        }
        float[] y = convolve(x, kernel, n);
        float[] z = convolve(rolled, kernel, n);
        for (int i = 0; i < x.length; i++) {
            assertThat(z[roll(i, n)]).isCloseTo(y[i], within(1e-5f));
        }
    }

    private static int roll(int i, int n) {
        int a = (i / (n * n) + 1) % n;
        int b = (i / n % n + 2) % n;
        int c = (i % n + 3) % n;
        return (a * n + b) * n + c;
    }

    private static float[] convolve(float[] x, float[] kernel, int n) {
        TensorFlowRuntime.prepareTraining();
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            Ops tf = Ops.create(graph);
            Operand<TFloat32> in = tf.reshape(tf.constant(x), tf.constant(new int[] {1, n, n, n, 1}));
            Operand<TFloat32> y = tf.nn.conv3d(
                    new Periodic(tf).pad(in, n),
                    tf.reshape(tf.constant(kernel), tf.constant(new int[] {3, 3, 3, 1, 1})),
                    List.of(1L, 1L, 1L, 1L, 1L),
                    "VALID");
            try (Feeds feeds = new Feeds(session)) {
                return feeds.fetch(y).run()[0];
            }
        }
    }
}
