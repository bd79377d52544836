package io.temper.vaereg.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.temper.vaereg.device.TensorFlowRuntime;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** The gradient of average pooling, which exists in single precision only, against what it must be. */
class AveragePoolingGradientTest {
    private static final int[] SIZE = {5, 4, 3};

    @Test
    void gradient_ofHalfTheSquares_isAnEighthOfTheWindowsMeanAndZeroOutsideAllWindows() {
        TensorFlowRuntime.prepareTraining();
        Random random = new Random(5);
        float[] x = new float[60];
        for (int i = 0; i < x.length; i++) {
            x[i] = random.nextFloat() - 0.5f;
        }
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            Ops tf = Ops.create(graph);
            Placeholder<TFloat32> in = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(1, 5, 4, 3, 1)));
            List<Long> two = List.of(1L, 2L, 2L, 2L, 1L);
            Operand<TFloat32> loss = tf.nn.l2Loss(tf.nn.avgPool3d(in, two, two, "VALID"));
            Output<?>[] gradients = graph.addGradients(loss.asOutput(), new Output<?>[] {in.asOutput()});
            try (Feeds feeds = new Feeds(session)) {
                float[] gradient = feeds.feed(in, x, 1, 5, 4, 3, 1)
                        .fetch(typed(gradients[0]))
                        .run()[0];
                for (int i = 0; i < x.length; i++) {
                    assertThat(gradient[i]).as("voxel %d", i).isCloseTo(expected(x, i), within(1e-6f));
                }
            }
        }
    }

    private static float expected(float[] x, int index) {
        int[] at = {index / 12, index / 3 % 4, index % 3};
        for (int axis = 0; axis < 3; axis++) {
            if (at[axis] / 2 * 2 + 1 >= SIZE[axis]) {
                return 0; // an odd size's last layer is in no window
            }
        }
        float sum = 0;
        for (int c = 0; c < 8; c++) {
            int i = at[0] / 2 * 2 + (c >> 2);
            int j = at[1] / 2 * 2 + (c >> 1 & 1);
            int k = at[2] / 2 * 2 + (c & 1);
            sum += x[(i * 4 + j) * 3 + k];
        }
        return sum / 8 / 8;
    }

    @SuppressWarnings("unchecked")
    private static Operand<TFloat32> typed(Output<?> output) {
        return (Operand<TFloat32>) (Operand<?>) output;
    }
}
