package io.temper.app;

import io.quarkus.arc.Unremovable;
import io.temper.lab.LabKeys;
import io.temper.store.PolledDatabase;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;

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
}
