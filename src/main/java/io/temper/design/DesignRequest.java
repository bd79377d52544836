package io.temper.design;

import io.temper.goal.Goals;
import io.temper.material.DesignTarget;
import io.temper.material.Phases;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the loop.
 *
 * @param goals what is wanted
 * @param tolerance largest absolute relative error of a component that counts as met [-], in (0, 1)
 * @param seed seed of every random choice: the same request gives the same candidates
 * @param phases materials of the two phases
 * @param solver name of the FEM adapter
 * @param rtol relative residual asked of the solver [-]
 * @param retrain whether the model may be retrained where refinement comes to its end; it takes minutes, and every evaluation
 *     then solves for all that the model predicts
 * @param start first hexadecimal digits of the SHA-256 of a microstructure to start from beside the model's, which lies in the
 *     design's folder; null for none
 */
public record DesignRequest(
        Goals goals,
        double tolerance,
        Budget budget,
        long seed,
        Phases phases,
        String solver,
        double rtol,
        boolean retrain,
        @Nullable String start) {
    /**
     * When the loop stops with its best so far.
     *
     * @param evaluations most FEM evaluations, at least 1
     * @param seconds most wall time [s], positive
     */
    public record Budget(int evaluations, double seconds) {
        public static final Budget DEFAULT = new Budget(60, 600);

        public Budget {
            if (evaluations < 1) {
                throw new IllegalArgumentException(
                        "budget of %d evaluations: at least 1 is needed".formatted(evaluations));
            }
            if (!(seconds > 0) || !Double.isFinite(seconds)) {
                throw new IllegalArgumentException(
                        "budget of %s seconds must be positive and finite".formatted(seconds));
            }
        }
    }

    /** A request for components by value. */
    public DesignRequest(
            DesignTarget target,
            double tolerance,
            Budget budget,
            long seed,
            Phases phases,
            String solver,
            double rtol,
            boolean retrain) {
        this(Goals.of(target), tolerance, budget, seed, phases, solver, rtol, retrain);
    }

    /** A request that starts from what the model proposes. */
    public DesignRequest(
            Goals goals,
            double tolerance,
            Budget budget,
            long seed,
            Phases phases,
            String solver,
            double rtol,
            boolean retrain) {
        this(goals, tolerance, budget, seed, phases, solver, rtol, retrain, null);
    }

    /** The same, starting from a microstructure too. */
    public DesignRequest from(String start) {
        return new DesignRequest(goals, tolerance, budget, seed, phases, solver, rtol, retrain, start);
    }

    /** A request that leaves the model as it is. */
    public DesignRequest(
            DesignTarget target,
            double tolerance,
            Budget budget,
            long seed,
            Phases phases,
            String solver,
            double rtol) {
        this(target, tolerance, budget, seed, phases, solver, rtol, false);
    }

    public DesignRequest {
        if (!(tolerance > 0 && tolerance < 1)) {
            throw new IllegalArgumentException(
                    "tolerance %s must lie between 0 and 1 (both excluded), for example 0.02 for 2 %%"
                            .formatted(tolerance));
        }
        if (!(rtol > 0 && rtol <= 0.1)) {
            throw new IllegalArgumentException("rtol %s must be above 0 and at most 0.1".formatted(rtol));
        }
        if (start != null && !start.matches("[0-9a-f]{16,64}")) {
            throw new IllegalArgumentException("start '%s' is not the id of a microstructure".formatted(start));
        }
    }
}
