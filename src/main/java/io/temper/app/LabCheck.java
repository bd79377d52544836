package io.temper.app;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Names the lab data systems that are paused. That makes the service no less ready: what they wait for is kept. */
@Readiness
@ApplicationScoped
class LabCheck implements HealthCheck {
    private final Lab lab;

    LabCheck(Lab lab) {
        this.lab = lab;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("lab").up();
        lab.paused().forEach(response::withData);
        return response.build();
    }
}
