package io.temper.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready only while there is room for designs. */
@Readiness
@ApplicationScoped
class DiskCheck implements HealthCheck {
    /** A design leaves a few megabytes; this much is for those that run. */
    private static final long NEEDED = 200L << 20;

    private final Path designs;

    DiskCheck(@ConfigProperty(name = "temper.designs") Path designs) {
        this.designs = designs;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("disk for designs");
        try {
            Files.createDirectories(designs);
            long free = Files.getFileStore(designs).getUsableSpace();
            return response.withData("folder", designs.toAbsolutePath().toString())
                    .withData("freeMegabytes", free >> 20)
                    .withData("neededMegabytes", NEEDED >> 20)
                    .status(free >= NEEDED && Files.isWritable(designs))
                    .build();
        } catch (IOException e) {
            return response.withData("problem", String.valueOf(e.getMessage()))
                    .down()
                    .build();
        }
    }
}
