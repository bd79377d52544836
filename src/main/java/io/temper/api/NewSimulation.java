package io.temper.api;

import io.temper.fem.FemProblem;
import io.temper.material.Microstructure;
import io.temper.material.Phases;
import java.util.List;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /microstructures/{id}/simulate}; nothing in it is required. */
@Schema(description = "What to solve for, and how.")
record NewSimulation(
        @Schema(description = "an adapter of fem-adapters/", defaultValue = "voxel") @Nullable String solver,

        @Schema(
                description = "columns of C in Voigt order 11 22 33 23 13 12; all six give engineering constants too",
                defaultValue = "[1, 2, 3, 4, 5, 6]")
        @Nullable List<Integer> columns,

        @Schema(description = "the two materials") NewDesign.@Nullable Materials phases,

        @Schema(description = "relative residual at which the solver may stop", defaultValue = "1e-4") @Nullable Double rtol) {
    static final NewSimulation STANDARD = new NewSimulation(null, null, null, null);

    private static final List<Integer> ALL = List.of(1, 2, 3, 4, 5, 6);

    String solverName() {
        return solver == null ? "voxel" : solver;
    }

    /** What is posed; an {@link IllegalArgumentException} says what cannot be. */
    FemProblem problem(Microstructure m) {
        if (columns != null && columns.contains(null)) {
            throw new IllegalArgumentException("columns %s: give at least one of 1..6".formatted(columns));
        }
        return new FemProblem(
                m,
                materials(phases),
                new TreeSet<>(columns == null ? ALL : columns),
                rtol == null ? FemProblem.DEFAULT_RTOL : rtol);
    }

    static Phases materials(NewDesign.@Nullable Materials phases) {
        return phases == null
                ? Phases.PAPER
                : new Phases(phases.hard().phase(), phases.soft().phase());
    }
}
