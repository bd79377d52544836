package io.temper.vaereg.network;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** One session run: owns the tensors fed to it and returns what it fetches as Java arrays. */
public final class Feeds implements AutoCloseable {
    private final Session.Runner runner;
    private final List<Tensor> tensors = new ArrayList<>();
    private int fetches;

    public Feeds(Session session) {
        runner = session.runner();
    }

    /** Feeds single-precision values, C order. */
    public Feeds feed(Operand<TFloat32> placeholder, float[] values, long... shape) {
        TFloat32 tensor = Tensors.of(values, shape);
        tensors.add(tensor);
        runner.feed(placeholder, tensor);
        return this;
    }

    /** Feeds integers, C order. */
    public Feeds feedInts(Operand<TInt32> placeholder, int[] values, long... shape) {
        TInt32 tensor = TInt32.tensorOf(Shape.of(shape), DataBuffers.of(values));
        tensors.add(tensor);
        runner.feed(placeholder, tensor);
        return this;
    }

    /** Feeds one single-precision number. */
    public Feeds scalar(Operand<TFloat32> placeholder, double value) {
        TFloat32 tensor = TFloat32.scalarOf((float) value);
        tensors.add(tensor);
        runner.feed(placeholder, tensor);
        return this;
    }

    /** Asks for an output of the run; what {@link #run} returns is in the order asked. */
    public Feeds fetch(Operand<TFloat32> output) {
        runner.fetch(output);
        fetches++;
        return this;
    }

    Feeds target(Op op) {
        runner.addTarget(op);
        return this;
    }

    /** Runs, and returns the fetched values [fetch][value], C order, in the order of the fetches. */
    public float[][] run() {
        try (var result = runner.run()) {
            float[][] values = new float[fetches][];
            for (int i = 0; i < fetches; i++) {
                values[i] = Tensors.floats(result.get(i));
            }
            return values;
        }
    }

    @Override
    public void close() {
        tensors.forEach(Tensor::close);
    }
}
