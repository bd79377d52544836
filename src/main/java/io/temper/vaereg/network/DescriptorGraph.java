package io.temper.vaereg.network;

import io.temper.material.CubeSymmetry;
import io.temper.material.Microstructure;
import io.temper.vaereg.device.TensorFlowRuntime;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Computes descriptors of single microstructures. Safe for use by several threads at once. */
public final class DescriptorGraph implements AutoCloseable {
    private final Graph graph = new Graph();
    private final Session session;
    private final Placeholder<TFloat32> x;
    private final Operand<TFloat32> descriptors;

    public DescriptorGraph() {
        TensorFlowRuntime.prepareTraining();
        int n = NetworkShape.GRID;
        Ops tf = Ops.create(graph);
        x = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(1, n, n, n)));
        descriptors = Descriptors.of(tf, x);
        session = new Session(graph, TensorFlowRuntime.threads(1));
    }

    /** Hard fraction and autocovariances [{@link Descriptors#COUNT}]. */
    public float[] of(Microstructure m) {
        int n = NetworkShape.GRID;
        float[] values = new float[n * n * n];
        Tensors.voxels(m, CubeSymmetry.IDENTITY, new int[3], values, 0);
        try (Feeds feeds = new Feeds(session)) {
            return feeds.feed(x, values, 1, n, n, n).fetch(descriptors).run()[0];
        }
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
