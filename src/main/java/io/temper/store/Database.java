package io.temper.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Connections to the database, whose tables are made or brought up to date when it is opened. */
public final class Database implements AutoCloseable {
    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final int CONNECTIONS = 8;
    /** How long a connection or a lock is waited for before it is an error. */
    private static final Duration WAIT = Duration.ofSeconds(3);

    private final HikariDataSource connections;
    private final String place;
    private final String begin;

    /** What is done with a connection. */
    @FunctionalInterface
    public interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    private Database(HikariDataSource connections, String place, boolean postgres) {
        this.connections = connections;
        this.place = place;
        // SQLite's writers queue from the start, so that none is refused half-way
        this.begin = postgres ? "begin" : "begin immediate";
    }

    /**
     * Opens it, and makes what is missing.
     *
     * @param place a file, which SQLite keeps, or an address {@code jdbc:postgresql://host/database}
     * @throws IOException one clear line, if it cannot be opened
     */
    public static Database open(String place, @Nullable String user, @Nullable String password) throws IOException {
        boolean postgres = place.startsWith(POSTGRESQL);
        if (!postgres && place.startsWith("jdbc:")) {
            throw new IOException("database %s: give the name of a file, or an address that begins with %s"
                    .formatted(place, POSTGRESQL));
        }
        HikariConfig config = new HikariConfig();
        config.setPoolName("designs");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(WAIT.toMillis());
        if (postgres) {
            config.setJdbcUrl(place);
            config.setUsername(user);
            config.setPassword(password);
            // a server that is gone is noticed, not waited for
            config.addDataSourceProperty("socketTimeout", "30");
            config.addDataSourceProperty("connectTimeout", String.valueOf(WAIT.toSeconds()));
        } else {
            config.setDataSource(sqlite(Path.of(place).toAbsolutePath().normalize()));
        }
        HikariDataSource pool = null;
        try {
            pool = new HikariDataSource(config);
            migrate(pool, postgres);
            return new Database(pool, place, postgres);
        } catch (FlywayException | com.zaxxer.hikari.pool.HikariPool.PoolInitializationException e) {
            if (pool != null) {
                pool.close();
            }
            throw new IOException("cannot open the database %s: %s".formatted(place, innermost(e)), e);
        }
    }

    private static DataSource sqlite(Path file) throws IOException {
        Path folder = file.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL); // a commit is on the disk
        config.setBusyTimeout((int) WAIT.toMillis());
        config.enforceForeignKeys(true);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    private static void migrate(DataSource source, boolean postgres) {
        Flyway.configure(Database.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:db/migration")
                .placeholders(Map.of(
                        "blob", postgres ? "bytea" : "blob",
                        "serial", postgres ? "bigserial primary key" : "integer primary key autoincrement"))
                .load()
                .migrate();
    }

    private static String innermost(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }

    /** Statements that change nothing. @throws StoreException if the database does not answer */
    public <T> T read(Work<T> work) {
        try (Connection connection = connections.getConnection()) {
            return work.with(connection);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /**
     * One transaction: on the disk when this returns. It is begun and committed by statements, since SQLite's driver begins the next
     * one with each commit, and fails if that cannot be.
     *
     * @throws StoreException if it is not; nothing is changed then, as far as is known
     */
    public <T> T write(Work<T> work) {
        try (Connection connection = connections.getConnection()) {
            try {
                execute(connection, begin);
                T result = work.with(connection);
                execute(connection, "commit");
                return result;
            } catch (SQLException | RuntimeException e) {
                rollBack(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void rollBack(Connection connection, Exception cause) {
        try {
            execute(connection, "rollback");
        } catch (SQLException e) {
            cause.addSuppressed(e); // there may be no transaction, or no connection
            connections.evictConnection(connection);
        }
    }

    private StoreException failed(SQLException e) {
        String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return new StoreException("the database %s does not answer: %s".formatted(place, why), e);
    }

    @Override
    public void close() {
        connections.close();
    }
}
