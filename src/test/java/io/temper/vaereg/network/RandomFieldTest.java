package io.temper.vaereg.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.temper.generation.PeriodicGaussianFilter;
import io.temper.generation.Sigma;
import io.temper.vaereg.device.TensorFlowRuntime;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

class RandomFieldTest {
    private static final int N = NetworkShape.GRID;
    private static final int NOISES = 3;
    private static final float[] WHITE = new float[3 * NOISES];

    @Test
    void basis_isOrthonormal() {
        float[][] basis = RandomField.basis();
        for (int r = 0; r < N; r++) {
            for (int s = 0; s < N; s++) {
                double product = 0;
                for (int i = 0; i < N; i++) {
                    product += (double) basis[r][i] * basis[s][i];
                }
                assertThat(product).isCloseTo(r == s ? 1 : 0, within(1e-6));
            }
        }
    }

    /** The generator's filter works on voxels, one tap after the other. */
    @Test
    void field_ofASmoothedNoise_isThatNoiseUnderTheGeneratorsFilter() {
        float[] one = {0, 1, 0};
        float[] field = field(new float[] {1, 1, 1, 2, 3, 5, 1, 1, 1}, one);
        double[] expected = doubles(field(WHITE, one));
        PeriodicGaussianFilter.apply(expected, N, N, N, new Sigma(2, 3, 5));
        double ratio = rootMeanSquare(doubles(field)) / rootMeanSquare(expected);
        for (int i = 0; i < field.length; i++) {
            assertThat(field[i]).isCloseTo((float) (ratio * expected[i]), within(1e-3f));
        }
    }

    @Test
    void field_ofSeveralNoises_isTheirSumByWeight() {
        float[] sigma = {1, 2, 3, 2, 3, 5, 0.5f, 4, 4};
        float[] sum = field(sigma, new float[] {0.6f, 0, -0.8f});
        float[] first = field(sigma, new float[] {1, 0, 0});
        float[] third = field(sigma, new float[] {0, 0, 1});
        for (int i = 0; i < sum.length; i++) {
            assertThat(sum[i]).isCloseTo(0.6f * first[i] - 0.8f * third[i], within(1e-4f));
        }
    }

    @Test
    void field_hasNoMeanAndUnitVariance() {
        // 51^3 / (4 pi^(3/2) sigma^3) independent places: some hundred, so a few hundredths of deviation
        double[] field = doubles(field(new float[] {1.5f, 1.5f, 1.5f, 1, 1, 1, 1, 1, 1}, new float[] {1, 0, 0}));
        double mean = 0;
        for (double v : field) {
            mean += v / field.length;
        }
        assertThat(mean).isCloseTo(0, within(1e-5));
        assertThat(rootMeanSquare(field)).isCloseTo(1, within(0.1));
    }

    /** Training moves the widths: the gradient that it follows against a central difference. */
    @Test
    void gradientByWidth_isTheDifference() {
        float[] sigma = {2, 3, 4, 1, 1, 1, 1, 1, 1};
        float[] one = {1, 0, 0};
        TensorFlowRuntime.prepareTraining();
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            Ops tf = Ops.create(graph);
            Placeholder<TFloat32> width = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(1, NOISES, 3)));
            Operand<TFloat32> field = new RandomField(tf, NOISES).of(width, tf.constant(new float[][] {one}));
            Operand<TFloat32> power =
                    tf.math.mean(tf.math.square(tf.math.square(field)), tf.constant(new int[] {0, 1, 2, 3}));
            Operand<TFloat32> gradient =
                    tf.gradients(power, java.util.List.of(width)).dy(0);
            float[] found;
            try (Feeds feeds = new Feeds(session)) {
                found = feeds.feed(width, sigma, 1, NOISES, 3).fetch(gradient).run()[0];
            }
            for (int axis = 0; axis < 3; axis++) {
                double difference = (value(session, width, power, moved(sigma, axis, 0.05f))
                                - value(session, width, power, moved(sigma, axis, -0.05f)))
                        / 0.1;
                assertThat(found[axis]).isCloseTo((float) difference, within(0.02f));
            }
        }
    }

    private static float[] moved(float[] sigma, int axis, float by) {
        float[] moved = sigma.clone();
        moved[axis] += by;
        return moved;
    }

    private static double value(Session session, Placeholder<TFloat32> width, Operand<TFloat32> what, float[] sigma) {
        try (Feeds feeds = new Feeds(session)) {
            return feeds.feed(width, sigma, 1, NOISES, 3).fetch(what).run()[0][0];
        }
    }

    private static float[] field(float[] sigma, float[] weights) {
        TensorFlowRuntime.prepareTraining();
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            Ops tf = Ops.create(graph);
            Operand<TFloat32> widths = tf.reshape(tf.constant(sigma), tf.constant(new int[] {1, NOISES, 3}));
            Operand<TFloat32> field = new RandomField(tf, NOISES).of(widths, tf.constant(new float[][] {weights}));
            try (Feeds feeds = new Feeds(session)) {
                return feeds.fetch(field).run()[0];
            }
        }
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    private static double rootMeanSquare(double[] values) {
        double sum = 0;
        for (double v : values) {
            sum += v * v;
        }
        return Math.sqrt(sum / values.length);
    }
}
