package io.temper.design;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A step of a design, as it happens.
 *
 * @param number 1, 2, 3 ... within the design
 * @param stage id of the route that took the step: infer, verify, decide, refine, ...
 * @param message one line for people
 * @param evaluations FEM evaluations so far
 * @param bestError smallest worst-component error so far [-], null before the first verified candidate
 */
public record DesignEvent(
        int number,
        Instant time,
        String stage,
        String message,
        int evaluations,
        @Nullable Double bestError) {}
