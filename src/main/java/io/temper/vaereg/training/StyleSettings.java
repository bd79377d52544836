package io.temper.vaereg.training;

import io.temper.vaereg.network.NetworkShape;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which style loss a decoder is trained with.
 *
 * @param kind what is compared
 * @param vgg19 the user's weights of VGG19; null for fixed random filters of the same shape; of no use to descriptors
 * @param slicesPerAxis slices compared along each axis in a step, 1..51; of no use to descriptors
 */
public record StyleSettings(Kind kind, @Nullable Path vgg19, int slicesPerAxis) {
    /** What is compared. */
    public enum Kind {
        /** Hard fraction and two-point statistics of the whole cell. */
        DESCRIPTORS,
        /** The paper's: Gram matrices of VGG19's features, slice by slice. */
        GRAMS,
        /** Gram matrices averaged over the slices of each axis. */
        MEAN_GRAMS
    }

    public StyleSettings {
        if (kind == Kind.DESCRIPTORS) {
            vgg19 = null;
            slicesPerAxis = 0;
        } else if (slicesPerAxis < 1 || slicesPerAxis > NetworkShape.GRID) {
            throw new IllegalArgumentException(
                    "%d slices per axis: use 1 to %d".formatted(slicesPerAxis, NetworkShape.GRID));
        }
    }

    public static final StyleSettings DESCRIPTORS = new StyleSettings(Kind.DESCRIPTORS, null, 0);
}
