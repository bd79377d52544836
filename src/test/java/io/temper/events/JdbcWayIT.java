package io.temper.events;

import static io.temper.events.WayIn.measured;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.temper.store.PolledDatabase;
import io.temper.store.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of a table of a real PostgreSQL server. */
class JdbcWayIT {
    private static PostgresServer server;
    private static int databases;

    @TempDir
    Path folder;

    private String address;
    private PolledDatabase source;
    private WayIn way;

    @BeforeAll
    static void startServer() throws Exception {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stopServer() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void table() throws Exception {
        address = server.newDatabase("lims" + databases++);
        sql("""
                create table temper_events (id text primary key, event jsonb, subject text, property text, value numeric,
                    unit text, uncertainty numeric, measured_at timestamptz, taken timestamptz)""");
    }

    private void start() throws Exception {
        source = new PolledDatabase(address, Optional.empty(), () -> null);
        way = new WayIn(folder, "jdbc", Map.of("eventsJdbc", source), Map.of("temper.events.jdbc.delay", "200"));
    }

    @AfterEach
    void stop() throws Exception {
        if (way != null) {
            way.close();
            source.close();
        }
    }

    private void sql(String statement) throws SQLException {
        try (Connection c = DriverManager.getConnection(address);
                Statement s = c.createStatement()) {
            s.execute(statement);
        }
    }

    private void measure(String id, String specimen, String unit) throws SQLException {
        sql("insert into temper_events (id, subject, property, value, unit, uncertainty, measured_at)"
                + " values ('%s', '%s', 'C11', 35.12, '%s', 0.35, '2026-11-23T10:00:00+02')"
                        .formatted(id, specimen, unit));
    }

    private int marked() throws SQLException {
        try (Connection c = DriverManager.getConnection(address);
                Statement s = c.createStatement();
                ResultSet r = s.executeQuery("select count(*) from temper_events where taken is not null")) {
            r.next();
            return r.getInt(1);
        }
    }

    private void untilMarked(int rows) {
        await().untilAsserted(() -> assertThat(marked()).isEqualTo(rows));
    }

    @Test
    void jdbc_columnsAndWholeEvents_areTakenAndMarked() throws Exception {
        measure("1", "S\"1", "GPa");
        sql("insert into temper_events (id, event) values ('2', '%s')".formatted(measured("e2", "S2")));
        start();
        untilMarked(2);

        assertThat(way.events()).extracting(EventRow::subject).containsExactly("S2", "S\"1");
        EventRow columns = way.events().get(1);
        assertThat(columns.source()).isEqualTo("jdbc");
        assertThat(columns.time()).isEqualTo(Instant.parse("2026-11-23T08:00:00Z"));
        assertThat(columns.data().toString())
                .isEqualTo("{\"property\":\"C11\",\"value\":35.12,\"unit\":\"GPa\",\"uncertainty\":0.35}");
        assertThat(way.letters()).isEmpty();
    }

    @Test
    void jdbc_rowsThatCannotBe_areDeadLettersAndMarked() throws Exception {
        measure("1", "S1", "psi");
        sql("insert into temper_events (id, subject, property, value, unit) values ('2', 'S1', 'C11', 'NaN', 'GPa')");
        sql("insert into temper_events (id) values ('3')");
        measure("4", "S1", "GPa");
        start();
        untilMarked(4);

        assertThat(way.letters()).hasSize(3);
        assertThat(way.letters().get(2).reason()).contains("unit");
        assertThat(way.letters().get(1).reason()).contains("value").contains("uncertainty");
        assertThat(way.letters().get(0).reason()).contains("subject");
        assertThat(way.events()).extracting(EventRow::id).containsExactly("4");
    }

    @Test
    void jdbc_markIsLost_isTakenOnce() throws Exception {
        measure("1", "S1", "GPa");
        start();
        untilMarked(1);
        sql("update temper_events set taken = null");
        untilMarked(1);

        assertThat(way.events()).hasSize(1);
    }

    @Test
    void jdbc_backlogIsFull_rowsWaitInTheTable() throws Exception {
        for (int i = 0; i < WayIn.BACKLOG + 2; i++) {
            measure("m%02d".formatted(i), "S" + i, "GPa");
        }
        start();
        untilMarked(WayIn.BACKLOG);
        Thread.sleep(1000);

        assertThat(marked()).isEqualTo(WayIn.BACKLOG);
        assertThat(way.letters()).isEmpty();
    }

    @Test
    void jdbc_temperCannotKeepIt_rowWaitsUntilItCan() throws Exception {
        start();
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("temper.db"));
                Statement lock = other.createStatement()) {
            lock.execute("begin immediate");
            measure("1", "S1", "GPa");
            Thread.sleep(1500);
            assertThat(marked()).isZero();
            lock.execute("rollback");
        }
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(marked()).isEqualTo(1));

        assertThat(way.events()).hasSize(1);
        assertThat(way.letters()).isEmpty();
    }

    @Test
    void jdbc_serverIsRestarted_pollsGoOn() throws Exception {
        start();
        server.stop();
        Thread.sleep(600);
        server.resume();
        measure("1", "S1", "GPa");
        untilMarked(1);

        assertThat(way.events()).hasSize(1);
    }
}
