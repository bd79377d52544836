package io.temper.store;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.Credentials;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Somebody else's database that is looked at now and then by one: it may be away, also at the start. */
public final class PolledDatabase extends HikariDataSource {
    /** Of a look at a database that does not answer [ms]. */
    private static final long CONNECTION_TIMEOUT = 10_000;
    /** A connection is kept for a burst, not for the night [ms]. */
    private static final long IDLE_TIMEOUT = 10_000;

    /** A row is marked by a second one, while the first still holds what was asked for. */
    private static final int CONNECTIONS = 2;

    /** @param password asked for with each connection, so that another one counts at once */
    public PolledDatabase(String url, Optional<String> user, Supplier<@Nullable String> password) {
        setJdbcUrl(url);
        user.ifPresent(name -> setCredentialsProvider(() -> Credentials.of(name, password.get())));
        setMaximumPoolSize(CONNECTIONS);
        setMinimumIdle(0);
        setIdleTimeout(IDLE_TIMEOUT);
        setConnectionTimeout(CONNECTION_TIMEOUT);
        setInitializationFailTimeout(-1);
    }
}
