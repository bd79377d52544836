package io.temper.app;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.Credentials;
import io.quarkus.arc.Unremovable;
import io.temper.lab.LabKeys;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** What the routes of {@code routes/lab/} connect by; there is none unless a route asks. */
@Dependent
public class LabConnections {
    /** Of an attempt that meets a database that does not answer [ms]. */
    private static final long CONNECTION_TIMEOUT = 5_000;
    /** A connection is kept for a burst of results, not for the night [ms]. */
    private static final long IDLE_TIMEOUT = 10_000;

    @Produces
    @Singleton
    @Unremovable
    @Named("labJdbc")
    static HikariDataSource jdbc(Config config) {
        LabKeys keys =
                new LabKeys(name -> config.getOptionalValue(name, String.class).orElse(null));
        return jdbc(
                config.getValue("temper.lab.jdbc.url", String.class),
                config.getOptionalValue("temper.lab.jdbc.user", String.class).orElse(null),
                () -> keys.key("jdbc"));
    }

    /** @param password asked for with each connection, so that another one counts at once */
    public static HikariDataSource jdbc(String url, @Nullable String user, Supplier<@Nullable String> password) {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(url);
        if (user != null) {
            pool.setCredentialsProvider(() -> Credentials.of(user, password.get()));
        }
        pool.setMaximumPoolSize(1);
        pool.setMinimumIdle(0);
        pool.setIdleTimeout(IDLE_TIMEOUT);
        pool.setConnectionTimeout(CONNECTION_TIMEOUT);
        pool.setInitializationFailTimeout(-1);
        return new HikariDataSource(pool);
    }

    static void close(@Disposes @Named("labJdbc") HikariDataSource source) {
        source.close();
    }
}
