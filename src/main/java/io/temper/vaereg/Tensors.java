package io.temper.vaereg;

import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** Java arrays to tensors and back. */
final class Tensors {
    private Tensors() {}

    /** A tensor of the shape, filled from C-order values. */
    static TFloat32 of(float[] values, long... shape) {
        return TFloat32.tensorOf(Shape.of(shape), DataBuffers.of(values));
    }

    /** A copy of a tensor's values in C order. */
    static float[] floats(Tensor tensor) {
        float[] values = new float[Math.toIntExact(tensor.shape().size())];
        tensor.asRawTensor().data().asFloats().read(values);
        return values;
    }

    static float scalar(Tensor tensor) {
        return floats(tensor)[0];
    }
}
