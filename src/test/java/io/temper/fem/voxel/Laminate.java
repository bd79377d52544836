package io.temper.fem.voxel;

import io.temper.material.Phase;
import io.temper.material.Phases;
import java.util.function.ToDoubleFunction;

/** Closed form of the stiffness of isotropic layers (Backus 1962): normal stress and in-plane strain are the same in all layers. */
record Laminate(Phases phases, double hardFraction) {
    /** C [6x6, Voigt 11 22 33 23 13 12, GPa] of layers whose normal is axis 0, 1 or 2. */
    double[][] stiffness(int normal) {
        double c11 = 1 / mean(p -> 1 / m(p));
        double ratio = mean(p -> p.lambda() / m(p));
        double inPlane = mean(p -> m(p) - p.lambda() * p.lambda() / m(p)) + c11 * ratio * ratio;
        double inPlaneCross = mean(p -> p.lambda() - p.lambda() * p.lambda() / m(p)) + c11 * ratio * ratio;
        double[][] C = new double[6][6];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                boolean across = i == normal || j == normal;
                C[i][j] = i == j ? (across ? c11 : inPlane) : across ? c11 * ratio : inPlaneCross;
            }
            C[3 + i][3 + i] = i == normal ? mean(Phase::mu) : 1 / mean(p -> 1 / p.mu());
        }
        return C;
    }

    private static double m(Phase p) {
        return p.lambda() + 2 * p.mu();
    }

    private double mean(ToDoubleFunction<Phase> f) {
        return hardFraction * f.applyAsDouble(phases.hard()) + (1 - hardFraction) * f.applyAsDouble(phases.soft());
    }
}
