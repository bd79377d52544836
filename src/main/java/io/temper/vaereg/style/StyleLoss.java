package io.temper.vaereg.style;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** A difference in texture between what was decoded and what it should look like, in 2-D slices. */
public interface StyleLoss {
    /**
     * Adds the loss to a training graph.
     *
     * @param decoded phase fields [n,N,N,N], 0 soft to 1 hard; N must be known when the graph is built. The gradient goes here
     * @param x microstructures [n,N,N,N]; no gradient goes here
     * @param slices [3,s] with s = {@link #slicesPerAxis}: for each axis, which of the N slices are compared; all different.
     *     Drawn by {@link SliceDraw}, it makes the loss an unbiased estimate of the one over all slices
     * @return scalar: mean over batch, axes and slices
     */
    Operand<TFloat32> build(Ops tf, Operand<TFloat32> decoded, Operand<TFloat32> x, Operand<TInt32> slices);

    /** How many slices are compared along each axis. */
    int slicesPerAxis();
}
