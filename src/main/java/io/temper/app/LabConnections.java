package io.temper.app;

import io.quarkus.arc.Unremovable;
import io.temper.lab.LabKeys;
import io.temper.lab.S3Connection;
import io.temper.store.PolledDatabase;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/** What the routes of {@code routes/lab/} connect by; there is none unless a route asks. */
@Dependent
class LabConnections {
    @Produces
    @Singleton
    @Unremovable
    @Named("labJdbc")
    static PolledDatabase jdbc(Config config, LabKeys keys) {
        return new PolledDatabase(
                config.getValue("temper.lab.jdbc.url", String.class),
                config.getOptionalValue("temper.lab.jdbc.user", String.class),
                () -> keys.key("jdbc"));
    }

    static void close(@Disposes @Named("labJdbc") PolledDatabase source) {
        source.close();
    }

    @Produces
    @Singleton
    @Unremovable
    @Named("labS3")
    static S3Client s3(Config config, LabKeys keys) {
        @Nullable String endpoint =
                config.getOptionalValue("temper.lab.s3.endpoint", String.class).orElse(null);
        return S3Connection.open(
                endpoint,
                config.getOptionalValue("temper.lab.s3.region", String.class).orElse("us-east-1"),
                config.getOptionalValue("temper.lab.s3.path-style", Boolean.class)
                        .orElse(endpoint != null), // as servers of a lab's own mostly want it
                () -> keys.key("s3"));
    }

    static void close(@Disposes @Named("labS3") S3Client client) {
        client.close();
    }
}
