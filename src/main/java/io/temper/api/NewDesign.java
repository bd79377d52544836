package io.temper.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.temper.design.DesignRequest;
import io.temper.fem.FemProblem;
import io.temper.goal.GoalForm;
import io.temper.material.Phase;
import io.temper.material.Phases;
import io.temper.store.DesignRow;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /designs}; only the target is required. */
@Schema(description = "What to design. Stiffness in GPa.")
record NewDesign(
        @Schema(
                description =
                        "what is wanted, by quantity: a number, or an object with value, min and max, maximise or minimise, tolerance, weight; quantities are C11 .. C66, E1 E2 E3, G23 G13 G12, nu12 .. [GPa, -], anisotropy, zener, hardFraction, feature [voxels], percolates (\"hard:x\")",
                examples = "{\"C11\": 35, \"C22\": {\"min\": 30, \"max\": 40}}",
                required = true)
        @Nullable Map<String, Object> target,

        @Schema(
                description = "what is to be kept to, in the same form",
                examples = "{\"hardFraction\": {\"max\": 0.4}}")
        @Nullable Map<String, Object> constraints,

        @Schema(description = "largest relative error that counts as met", defaultValue = "0.02") @Nullable Double tolerance,

        @Schema(description = "the same seed gives the same candidates", defaultValue = "0") @Nullable Long seed,

        @Nullable Budget budget,
        @Schema(description = "the two materials") @Nullable Materials phases,

        @Schema(description = "an adapter of fem-adapters/", defaultValue = "voxel") @Nullable String solver,

        @Schema(description = "relative residual at which the solver may stop", defaultValue = "1e-4") @Nullable Double rtol,

        @Schema(
                description = "the model may be retrained where refinement comes to its end; it takes minutes",
                defaultValue = "false")
        @Nullable Boolean retrain,

        @Schema(description = "for people, to find it again", maxLength = NewDesign.LONGEST_NAME) @Nullable String name,

        @Schema(
                description = "a design of higher priority goes first, then the older one",
                minimum = "-10",
                maximum = "10",
                defaultValue = "0")
        @Nullable Integer priority,

        @Schema(description = "what to start from beside what the model proposes") @Nullable Start start) {
    static final int LONGEST_NAME = 200;
    static final int HIGHEST_PRIORITY = 10;

    private void check() {
        if (name != null && (name.length() > LONGEST_NAME || name.codePoints().anyMatch(Character::isISOControl))) {
            throw new IllegalArgumentException(
                    "name: at most %d characters, none of them a control character".formatted(LONGEST_NAME));
        }
        if (priority != null && Math.abs((long) priority) > HIGHEST_PRIORITY) {
            throw new IllegalArgumentException(
                    "priority %d must lie in -%d..%d".formatted(priority, HIGHEST_PRIORITY, HIGHEST_PRIORITY));
        }
    }

    /** What makes a design again. */
    static NewDesign of(DesignRow row) {
        DesignRequest r = row.request();
        Map<String, Object> constraints = GoalForm.constraints(r.goals());
        return new NewDesign(
                GoalForm.targets(r.goals()),
                constraints.isEmpty() ? null : constraints,
                r.tolerance(),
                r.seed(),
                new Budget(r.budget().evaluations(), r.budget().seconds()),
                new Materials(
                        Material.of(r.phases().hard()), Material.of(r.phases().soft())),
                r.solver(),
                r.rtol(),
                r.retrain(),
                row.name(),
                row.priority(),
                r.start() == null ? null : new Start(r.start()));
    }

    /** A microstructure that was sent. */
    record Start(
            @JsonProperty(required = true) @Schema(description = "id that POST /microstructures gave", required = true)
            String microstructure) {}

    /** When the loop stops with its best so far. */
    record Budget(
            @Schema(defaultValue = "60") @Nullable Integer evaluations,
            @Schema(defaultValue = "600") @Nullable Double seconds) {}

    /** The two phases. */
    record Materials(
            @JsonProperty(required = true) Material hard,
            @JsonProperty(required = true) Material soft) {
        Materials {
            if (hard == null || soft == null) {
                throw new IllegalArgumentException("phases: give both hard and soft");
            }
        }
    }

    /** An isotropic material. */
    record Material(
            @JsonProperty(required = true) @Schema(description = "E [GPa]", required = true)
            double youngsModulus,

            @JsonProperty(required = true) @Schema(description = "nu", required = true)
            double poissonsRatio) {
        static Material of(Phase phase) {
            return new Material(phase.youngsModulus(), phase.poissonsRatio());
        }

        Phase phase() {
            return new Phase(youngsModulus, poissonsRatio);
        }
    }

    /** What the loop is asked; an {@link IllegalArgumentException} says what cannot be. */
    DesignRequest request() {
        check();
        return new DesignRequest(
                GoalForm.of(target, constraints),
                or(tolerance, 0.02),
                designBudget(),
                or(seed, 0L),
                phases == null
                        ? Phases.PAPER
                        : new Phases(phases.hard().phase(), phases.soft().phase()),
                or(solver, "voxel"),
                or(rtol, FemProblem.DEFAULT_RTOL),
                or(retrain, false),
                start == null ? null : start.microstructure());
    }

    private DesignRequest.Budget designBudget() {
        DesignRequest.Budget standard = DesignRequest.Budget.DEFAULT;
        return budget == null
                ? standard
                : new DesignRequest.Budget(
                        or(budget.evaluations(), standard.evaluations()), or(budget.seconds(), standard.seconds()));
    }

    private static <T> T or(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }
}
