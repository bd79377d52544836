package io.temper.vaereg;

import io.temper.material.Microstructure;
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

    /**
     * Writes a microstructure's voxels as floats in C order, seen from another corner of the periodic cell.
     *
     * @param origin voxel that becomes (0, 0, 0)
     * @param into from index {@code at} on; modified
     */
    static void voxels(Microstructure m, int[] origin, float[] into, int at) {
        int to = at;
        for (int i = 0; i < m.nx(); i++) {
            for (int j = 0; j < m.ny(); j++) {
                int row = ((i + origin[0]) % m.nx() * m.ny() + (j + origin[1]) % m.ny()) * m.nz();
                for (int k = 0; k < m.nz(); k++) {
                    into[to++] = m.voxel(row + (k + origin[2]) % m.nz());
                }
            }
        }
    }
}
