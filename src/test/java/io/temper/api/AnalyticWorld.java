package io.temper.api;

import io.quarkus.arc.Unremovable;
import io.quarkus.test.Mock;
import io.temper.design.AnalyticMaterial;
import io.temper.design.DesignLoop;
import io.temper.fem.FemSolver;
import io.temper.vaereg.versions.Models;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** The application over a world that can be written down, in place of the trained model; its solver is {@code analytic}. */
@Dependent
class AnalyticWorld {
    @Produces
    @Mock
    @Singleton
    @Unremovable
    Models models() {
        return Models.of(new AnalyticMaterial.Model());
    }

    @Produces
    @Singleton
    @Unremovable
    FemSolver solver() {
        return new AnalyticMaterial.Solver();
    }

    @Produces
    @Singleton
    @Unremovable
    GatedSolver gated() {
        return new GatedSolver();
    }

    /** Labelled samples are of the real world. */
    @Produces
    @Mock
    @Singleton
    @Unremovable
    @Named("designLoop")
    DesignLoop loop(Models models) {
        return new DesignLoop(models);
    }
}
