package io.temper.api;

import io.quarkus.runtime.configuration.MemorySize;
import io.temper.uploads.Uploads;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The service's uploads, opened at their first use. */
@Dependent
class UploadService {
    @Produces
    @Singleton
    Uploads uploads(
            @ConfigProperty(name = "temper.uploads") Path folder,
            @ConfigProperty(name = "temper.uploads.max-bytes") MemorySize fileBytes,
            @ConfigProperty(name = "temper.uploads.max-voxels") long voxels,
            @ConfigProperty(name = "temper.uploads.keep-bytes") MemorySize keptBytes)
            throws IOException {
        Uploads.Limits limits = new Uploads.Limits(fileBytes.asLongValue(), voxels, keptBytes.asLongValue());
        return new Uploads(folder, limits, Clock.systemUTC());
    }
}
