package io.temper.app;

import io.temper.fem.adapter.AdapterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready only if the solver that designs use unless they say otherwise has a sound description. */
@Readiness
@ApplicationScoped
class SolverCheck implements HealthCheck {
    private static final String STANDARD = "voxel";

    private final AdapterRegistry adapters;

    SolverCheck(AdapterRegistry adapters) {
        this.adapters = adapters;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("solver").withData("name", STANDARD);
        try {
            adapters.solver(STANDARD);
            return response.up().build();
        } catch (RuntimeException e) {
            return response.withData("problem", String.valueOf(e.getMessage()))
                    .down()
                    .build();
        }
    }
}
