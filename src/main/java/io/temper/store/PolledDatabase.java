package io.temper.store;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Optional;

/** Somebody else's database that is looked at now and then by one: it may be away, also at the start. */
public final class PolledDatabase extends HikariDataSource {
    /** Of a poll that meets a database that does not answer [ms]. */
    private static final long CONNECTION_TIMEOUT = 10_000;

    public PolledDatabase(String url, Optional<String> user, Optional<String> password) {
        setJdbcUrl(url);
        user.ifPresent(this::setUsername);
        password.ifPresent(this::setPassword);
        setMaximumPoolSize(1);
        setConnectionTimeout(CONNECTION_TIMEOUT);
        setInitializationFailTimeout(-1);
    }
}
