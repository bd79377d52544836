package io.temper.vaereg.style;

import io.temper.vaereg.device.TensorFlowRuntime;
import java.util.Arrays;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** A graph that holds one style loss and its gradient, for tests. */
final class StyleGraph implements AutoCloseable {
    private final int size;
    private final int slicesPerAxis;
    private final Graph graph = new Graph();
    private final Session session;
    private final Placeholder<TFloat32> decoded;
    private final Placeholder<TFloat32> x;
    private final Placeholder<TInt32> slices;
    private final Output<?> loss;
    private final Output<?> gradient;

    StyleGraph(StyleLoss style, int size) {
        TensorFlowRuntime.prepareTraining();
        this.size = size;
        slicesPerAxis = style.slicesPerAxis();
        Ops tf = Ops.create(graph);
        Shape cells = Shape.of(-1, size, size, size);
        decoded = tf.placeholder(TFloat32.class, Placeholder.shape(cells));
        x = tf.placeholder(TFloat32.class, Placeholder.shape(cells));
        slices = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(3, slicesPerAxis)));
        Operand<TFloat32> built = style.build(tf, decoded, x, slices);
        loss = built.asOutput();
        gradient = graph.addGradients(loss, new Output<?>[] {decoded.asOutput()})[0];
        session = new Session(graph);
    }

    double loss(float[] decodedCells, float[] cells, int... numbers) {
        return run(loss, decodedCells, cells, numbers)[0];
    }

    float[] gradient(float[] decodedCells, float[] cells, int... numbers) {
        return run(gradient, decodedCells, cells, numbers);
    }

    private float[] run(Output<?> output, float[] decodedCells, float[] cells, int[] numbers) {
        Shape shape = Shape.of(cells.length / (size * size * size), size, size, size);
        try (TFloat32 d = TFloat32.tensorOf(shape, DataBuffers.of(decodedCells));
                TFloat32 c = TFloat32.tensorOf(shape, DataBuffers.of(cells));
                TInt32 s = TInt32.tensorOf(Shape.of(3, slicesPerAxis), DataBuffers.of(numbers));
                var result = session.runner()
                        .feed(decoded, d)
                        .feed(x, c)
                        .feed(slices, s)
                        .fetch(output)
                        .run()) {
            float[] values = new float[(int) result.get(0).shape().size()];
            result.get(0).asRawTensor().data().asFloats().read(values);
            return values;
        }
    }

    /** The same slices along each axis. */
    static int[] same(int... numbers) {
        int[] all = new int[3 * numbers.length];
        for (int axis = 0; axis < 3; axis++) {
            System.arraycopy(numbers, 0, all, axis * numbers.length, numbers.length);
        }
        return all;
    }

    /** All slices along each axis. */
    static int[] all(int size) {
        int[] numbers = new int[size];
        Arrays.setAll(numbers, i -> i);
        return same(numbers);
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
