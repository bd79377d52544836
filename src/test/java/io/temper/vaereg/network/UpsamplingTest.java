package io.temper.vaereg.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.temper.vaereg.device.TensorFlowRuntime;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class UpsamplingTest {
    /** The decoder's transposed convolution against nearest upsampling and a periodic 3^3 convolution, written out. */
    @Test
    void mixedKernel_equalsUpsamplingAndConvolution() {
        TensorFlowRuntime.prepareTraining();
        int n = 3;
        Random random = new Random(3);
        float[] x = floats(random, n * n * n);
        float[] w = floats(random, 27);
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            Ops tf = Ops.create(graph);
            Operand<TFloat32> mixed = tf.linalg.matMul(
                    tf.constant(ConvolutionalDecoder.upsamplingMix()),
                    tf.reshape(tf.constant(w), tf.constant(new int[] {27, 1})));
            Operand<TFloat32> y = tf.nn.conv3dBackpropInput(
                    tf.constant(new int[] {1, 2 * n + 2, 2 * n + 2, 2 * n + 2, 1}),
                    tf.reshape(mixed, tf.constant(new int[] {4, 4, 4, 1, 1})),
                    tf.reshape(tf.constant(x), tf.constant(new int[] {1, n, n, n, 1})),
                    List.of(1L, 2L, 2L, 2L, 1L),
                    "VALID");
            y = new Periodic(tf).fold(y, 2 * n);
            try (Feeds feeds = new Feeds(session)) {
                float[] found = feeds.fetch(y).run()[0];
                for (int i = 0; i < found.length; i++) {
                    int m = 2 * n;
                    assertThat(found[i]).isCloseTo(reference(x, w, n, i / (m * m), i / m % m, i % m), within(1e-5f));
                }
            }
        }
    }

    private static float reference(float[] x, float[] w, int n, int i, int j, int k) {
        float sum = 0;
        for (int a = -1; a <= 1; a++) {
            for (int b = -1; b <= 1; b++) {
                for (int c = -1; c <= 1; c++) {
                    int p = Math.floorMod(i + a, 2 * n);
                    int q = Math.floorMod(j + b, 2 * n);
                    int r = Math.floorMod(k + c, 2 * n);
                    sum += w[(a + 1) * 9 + (b + 1) * 3 + c + 1] * x[(p / 2 * n + q / 2) * n + r / 2];
                }
            }
        }
        return sum;
    }

    private static float[] floats(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return values;
    }
}
