package io.temper.goal;

import io.temper.material.Anisotropy;
import io.temper.material.Axis;
import io.temper.material.EngineeringConstants;
import io.temper.material.FeatureSize;
import io.temper.material.Microstructure;
import io.temper.material.Percolation;
import io.temper.material.Stiffness;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A microstructure with what a solver found of it. Each quantity is computed once, when it is first asked for. */
public final class Achieved {
    private final @Nullable Stiffness stiffness;
    private final @Nullable Microstructure microstructure;
    private final double hardFraction;
    private final Map<Boolean, Set<Axis>> percolation = new HashMap<>();
    private @Nullable EngineeringConstants constants;
    private @Nullable Anisotropy anisotropy;
    private @Nullable Integer feature;

    private Achieved(@Nullable Stiffness stiffness, @Nullable Microstructure microstructure, double hardFraction) {
        this.stiffness = stiffness;
        this.microstructure = microstructure;
        this.hardFraction = hardFraction;
    }

    /** A verified microstructure. */
    public static Achieved of(Stiffness stiffness, Microstructure microstructure) {
        return new Achieved(stiffness, microstructure, microstructure.hardFraction());
    }

    /** One of which only the fraction and the stiffness are known. */
    public static Achieved of(Stiffness stiffness, double hardFraction) {
        return new Achieved(stiffness, null, hardFraction);
    }

    /** One that is not verified. */
    public static Achieved of(Microstructure microstructure) {
        return new Achieved(null, microstructure, microstructure.hardFraction());
    }

    double hardFraction() {
        return hardFraction;
    }

    boolean hasStiffness() {
        return stiffness != null;
    }

    boolean hasVoxels() {
        return microstructure != null;
    }

    Stiffness stiffness() {
        if (stiffness == null) {
            throw new IllegalStateException("the microstructure is not verified");
        }
        return stiffness;
    }

    private Microstructure voxels() {
        if (microstructure == null) {
            throw new IllegalStateException("no voxels are at hand");
        }
        return microstructure;
    }

    EngineeringConstants constants() {
        if (constants == null) {
            constants = EngineeringConstants.of(stiffness());
        }
        return constants;
    }

    Anisotropy anisotropy() {
        if (anisotropy == null) {
            anisotropy = Anisotropy.of(stiffness());
        }
        return anisotropy;
    }

    int feature() {
        if (feature == null) {
            feature = FeatureSize.smallest(voxels());
        }
        return feature;
    }

    boolean percolates(boolean hard, Axis axis) {
        return percolation
                .computeIfAbsent(hard, h -> Percolation.axes(voxels(), h))
                .contains(axis);
    }
}
