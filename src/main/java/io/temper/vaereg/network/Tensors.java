package io.temper.vaereg.network;

import io.temper.material.CubeSymmetry;
import io.temper.material.Microstructure;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** Java arrays to tensors and back. */
public final class Tensors {
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
     * Writes a cubic microstructure's voxels as floats in C order, seen through a symmetry and from another corner of the
     * periodic cell.
     *
     * @param origin voxel to count from
     * @param into from index {@code at} on; modified
     */
    public static void voxels(Microstructure m, CubeSymmetry symmetry, int[] origin, float[] into, int at) {
        int n = m.nx();
        int[][] offsets = symmetry.offsets(n, origin);
        int to = at;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                int row = offsets[0][i] + offsets[1][j];
                for (int k = 0; k < n; k++) {
                    into[to++] = m.voxel(row + offsets[2][k]);
                }
            }
        }
    }
}
