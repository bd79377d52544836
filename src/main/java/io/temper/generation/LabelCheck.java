package io.temper.generation;

import io.temper.generation.LabelTable.Header;
import io.temper.material.Property;
import io.temper.material.Stiffness;
import io.temper.material.StiffnessBounds;
import java.util.List;

/**
 * Whether labels can be true of a sample: within the Voigt and Reuss bounds at the hard fraction that its voxels have, and,
 * where all of C11 C21 C31 C22 C32 C33 are there, a block of C that is positive definite and within the bounds as a
 * quadratic form.
 */
final class LabelCheck {
    /** The block's lower half. */
    private static final List<Property> BLOCK =
            List.of(Property.C11, Property.C21, Property.C31, Property.C22, Property.C32, Property.C33);
    /** Labels are stored with 8 digits. */
    private static final double ROUNDING = 1e-6;

    private final Header header;
    private final double tolerance;
    /** Where each of the block's terms is among the header's properties, or -1. */
    private final int[] places;

    LabelCheck(Header header) {
        this.header = header;
        tolerance = Math.max(ROUNDING, header.rtol());
        places = BLOCK.stream().mapToInt(header.properties()::indexOf).toArray();
    }

    /**
     * Checks labels.
     *
     * @param values by property in the header's order [GPa]
     * @throws IllegalArgumentException one clear line: which value cannot be, and why
     */
    void check(Sample sample, List<Double> values) {
        StiffnessBounds bounds = StiffnessBounds.of(header.phases(), sample.hardFraction(header.size()));
        for (int p = 0; p < values.size(); p++) {
            Property property = header.properties().get(p);
            double value = values.get(p);
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("%s = %s is not a finite number".formatted(property, value));
            }
            bounds.violation(property, value, tolerance).ifPresent(why -> {
                throw new IllegalArgumentException(why);
            });
        }
        if (header.properties().containsAll(BLOCK)) {
            double[] C = new double[places.length];
            for (int i = 0; i < C.length; i++) {
                C[i] = values.get(places[i]);
            }
            checkBlock(C, bounds);
        }
    }

    private void checkBlock(double[] C, StiffnessBounds bounds) {
        double[] R = block(bounds.reuss());
        double[] V = block(bounds.voigt());
        double shift = tolerance * V[0];
        if (!isPositiveDefinite(C, new double[6], 0)) {
            throw new IllegalArgumentException("C11 C21 C31 C22 C32 C33 are no material's: C is not positive definite");
        }
        if (!isPositiveDefinite(C, R, shift) || !isPositiveDefinite(V, C, shift)) {
            throw new IllegalArgumentException(
                    "C11 C21 C31 C22 C32 C33 together break the Reuss and Voigt bounds: C - R or V - C is not positive semidefinite");
        }
    }

    private static double[] block(Stiffness C) {
        return BLOCK.stream().mapToDouble(C::require).toArray();
    }

    /** Whether a - b + shift I is, by its leading minors; a and b are lower halves of symmetric matrices, column by column. */
    private static boolean isPositiveDefinite(double[] a, double[] b, double shift) {
        double m11 = a[0] - b[0] + shift;
        double m21 = a[1] - b[1];
        double m31 = a[2] - b[2];
        double m22 = a[3] - b[3] + shift;
        double m32 = a[4] - b[4];
        double m33 = a[5] - b[5] + shift;
        double two = m11 * m22 - m21 * m21;
        double three = m33 * two - m32 * (m11 * m32 - m21 * m31) + m31 * (m21 * m32 - m22 * m31);
        return m11 > 0 && two > 0 && three > 0;
    }
}
