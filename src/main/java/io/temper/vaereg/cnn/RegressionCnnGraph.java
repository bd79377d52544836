package io.temper.vaereg.cnn;

import io.temper.vaereg.device.TensorFlowRuntime;
import io.temper.vaereg.network.Adam;
import io.temper.vaereg.network.Feeds;
import io.temper.vaereg.network.Losses;
import io.temper.vaereg.network.NetworkShape;
import io.temper.vaereg.network.Parameters;
import java.util.List;
import java.util.SplittableRandom;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * The network of {@link RegressionCnn}, its loss and its optimiser: five times a 3^3 'same' convolution with bias and
 * rectifier and an average pooling of 2, 51 to 1 voxels along each axis, then dense layers.
 */
final class RegressionCnnGraph implements AutoCloseable {
    private static final int[] FILTERS = {16, 32, 64, 128, 256};
    private static final int[] DENSE = {2048, 1024};
    private static final List<Long> UNIT = List.of(1L, 1L, 1L, 1L, 1L);
    private static final List<Long> DOUBLE = List.of(1L, 2L, 2L, 2L, 1L);
    /** Small, so that the first steps do not start from random predictions. */
    private static final double HEAD_GAIN = 0.2;

    private static final double CLIP_NORM = 5;

    final Parameters parameters;
    final Session session;
    /** Microstructures [n, 51, 51, 51], 0 or 1. */
    final Placeholder<TFloat32> x;
    /** Standardised targets [n, properties]. */
    final Placeholder<TFloat32> c;
    /** Predicted standardised targets [n, properties]. */
    final Operand<TFloat32> predicted;
    /** Mean squared error over samples and properties. */
    final Operand<TFloat32> loss;

    final Adam optimiser;
    private final Graph graph;
    private final Ops tf;

    RegressionCnnGraph(int properties, RegressionCnnSettings settings) {
        TensorFlowRuntime.prepareTraining(); // before anything else loads the native libraries its own way
        graph = new Graph();
        tf = Ops.create(graph);
        int n = NetworkShape.GRID;
        parameters = new Parameters(tf, Parameters.Precision.SINGLE, new SplittableRandom(settings.seed()));
        Parameters moments = new Parameters(tf, Parameters.Precision.SINGLE, new SplittableRandom(settings.seed()));
        x = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, n, n, n)));
        c = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, properties)));
        predicted = network(properties);
        loss = new Losses(tf).meanSquare(predicted, c);
        optimiser =
                new Adam(tf, graph, "adam", loss, List.of(new Adam.Group(1, parameters.named(""))), CLIP_NORM, moments);
        session = new Session(graph, TensorFlowRuntime.threads(settings.threads()));
        parameters.assign(session, parameters.initialValues());
        moments.assign(session, moments.initialValues());
    }

    private Operand<TFloat32> network(int properties) {
        int n = NetworkShape.GRID;
        Operand<TFloat32> h = tf.reshape(x, tf.constant(new int[] {-1, n, n, n, 1}));
        int in = 1;
        for (int filters : FILTERS) {
            h = tf.nn.avgPool3d(convolution(h, "conv" + filters, in, filters), DOUBLE, DOUBLE, "VALID");
            in = filters;
        }
        h = tf.reshape(h, tf.constant(new int[] {-1, in}));
        for (int units : DENSE) {
            h = tf.nn.relu(dense(h, "dense" + units, in, units, 1));
            in = units;
        }
        return dense(h, "output", in, properties, HEAD_GAIN);
    }

    private Operand<TFloat32> convolution(Operand<TFloat32> h, String name, int in, int out) {
        Operand<TFloat32> kernel = parameters.kernel(name + ".kernel", 27.0 * in, 27.0 * out, 1, 3, 3, 3, in, out);
        return tf.nn.relu(
                tf.nn.biasAdd(tf.nn.conv3d(h, kernel, UNIT, "SAME"), parameters.bias(name + ".bias", 0, out)));
    }

    private Operand<TFloat32> dense(Operand<TFloat32> h, String name, int in, int out, double gain) {
        Operand<TFloat32> kernel = parameters.kernel(name + ".kernel", in, out, gain, in, out);
        return tf.nn.biasAdd(tf.linalg.matMul(h, kernel), parameters.bias(name + ".bias", 0, out));
    }

    /** Predictions [n * properties], C order, for voxels [n * 51^3]. */
    float[] predict(float[] voxels, int n) {
        int g = NetworkShape.GRID;
        try (Feeds feeds = new Feeds(session)) {
            return feeds.feed(x, voxels, n, g, g, g).fetch(predicted).run()[0];
        }
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
