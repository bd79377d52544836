package io.temper.fem;

import io.temper.material.Microstructure;
import io.temper.material.Phases;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One homogenisation problem.
 *
 * @param columns load cases, numbers 1..6 (Voigt order 11 22 33 23 13 12); at least one
 * @param rtol relative residual at which the solver may stop [-], in (0, 0.1]
 */
public record FemProblem(Microstructure microstructure, Phases phases, SortedSet<Integer> columns, double rtol) {
    /** Leaves diagonal terms of C exact to about 6e-8 (the square of the residual). */
    public static final double DEFAULT_RTOL = 1e-4;

    public FemProblem {
        if (columns.isEmpty() || columns.first() < 1 || columns.last() > 6) {
            throw new IllegalArgumentException("columns %s: give at least one of 1..6".formatted(columns));
        }
        checkRtol(rtol);
        columns = Collections.unmodifiableSortedSet(new TreeSet<>(columns));
    }

    /** Refuses a relative residual that no problem takes, with the limits in the message. */
    public static void checkRtol(double rtol) {
        if (!(rtol > 0 && rtol <= 0.1)) {
            throw new IllegalArgumentException("rtol %s must be above 0 and at most 0.1".formatted(rtol));
        }
    }
}
