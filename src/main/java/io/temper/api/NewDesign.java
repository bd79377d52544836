package io.temper.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.temper.design.DesignRequest;
import io.temper.fem.FemProblem;
import io.temper.material.DesignTarget;
import io.temper.material.Phase;
import io.temper.material.Phases;
import io.temper.material.Property;
import io.temper.store.DesignRow;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /designs}; only the target is required. */
@Schema(description = "What to design. Stiffness in GPa.")
record NewDesign(
        @Schema(description = "wanted stiffness [GPa] by component", examples = "{\"C11\": 35}", required = true)
        @Nullable Map<String, Double> target,

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
        @Nullable Integer priority) {
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
        Map<String, Double> target = new TreeMap<>();
        r.target().values().forEach((p, v) -> target.put(p.name(), v));
        return new NewDesign(
                target,
                r.tolerance(),
                r.seed(),
                new Budget(r.budget().evaluations(), r.budget().seconds()),
                new Materials(
                        Material.of(r.phases().hard()), Material.of(r.phases().soft())),
                r.solver(),
                r.rtol(),
                r.retrain(),
                row.name(),
                row.priority());
    }

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
                designTarget(),
                or(tolerance, 0.02),
                designBudget(),
                or(seed, 0L),
                phases == null
                        ? Phases.PAPER
                        : new Phases(phases.hard().phase(), phases.soft().phase()),
                or(solver, "voxel"),
                or(rtol, FemProblem.DEFAULT_RTOL),
                or(retrain, false));
    }

    private DesignTarget designTarget() {
        Map<Property, Double> values = new EnumMap<>(Property.class);
        or(target, Map.<String, Double>of()).forEach((name, value) -> {
            Property property = Property.parse(name);
            if (value == null || values.put(property, value) != null) {
                throw new IllegalArgumentException(
                        "target %s: give each component once, with a number of GPa".formatted(property));
            }
        });
        return new DesignTarget(values);
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
