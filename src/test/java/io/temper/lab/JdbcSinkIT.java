package io.temper.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temper.store.PolledDatabase;
import io.temper.store.PostgresServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The route routes/lab/jdbc.camel.yaml and a real PostgreSQL server. */
class JdbcSinkIT {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private static PostgresServer server;
    private static int databases;

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private String address;
    private PolledDatabase source;

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

    private void start(String user) throws Exception {
        address = server.newDatabase("lab" + databases++);
        sql(
                "create table temper_results (id text primary key, kind text, subject text, found timestamptz, result jsonb)");
        String url = user == null ? address : address.replaceAll("user=[^&]*&?", "");
        source = new PolledDatabase(url, Optional.ofNullable(user), () -> "secret");
        camel.getRegistry().bind("labJdbc", source);
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(PluginHelper.getResourceLoader(camel).resolveResource("file:routes/lab/jdbc.camel.yaml"));
        camel.start();
    }

    @AfterEach
    void stop() throws IOException {
        camel.close();
        if (source != null) {
            source.close();
        }
    }

    private void sql(String statement) throws SQLException {
        try (Connection c = DriverManager.getConnection(address);
                Statement s = c.createStatement()) {
            s.execute(statement);
        }
    }

    private List<String> rows() throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection c = DriverManager.getConnection(address);
                Statement s = c.createStatement();
                ResultSet r =
                        s.executeQuery("select id || ' ' || kind || ' ' || subject || ' ' || (result->>'C11') || ' '"
                                + " || extract(epoch from found)::bigint from temper_results order by id")) {
            while (r.next()) {
                rows.add(r.getString(1));
            }
        }
        return rows;
    }

    private void take(String id, String json) throws Exception {
        LabResult result = new LabResult(id, "simulation", "S'1", NOON, json, null);
        Delivery delivery =
                new Delivery(1, result, "jdbc", Delivery.State.WAITING, 0, null, new HashMap<>(), NOON, null);
        new RouteSink(camel.createProducerTemplate(), "jdbc").take(new Attempt(delivery, "secret", (n, all) -> {}));
    }

    @Test
    void jdbc_sameResultTwice_isOneRow() throws Exception {
        start(null);
        take("run-1", "{\"C11\": 35.1}");
        take("run-1", "{\"C11\": 35.1}");
        take("run-2", "{\"C11\": 36}");
        assertThat(rows())
                .containsExactly(
                        "run-1 simulation S'1 35.1 " + NOON.getEpochSecond(),
                        "run-2 simulation S'1 36 " + NOON.getEpochSecond());
    }

    @Test
    void jdbc_whatGoesWrong_decidesWhetherItIsTriedAgain() throws Exception {
        start(null);
        sql("alter table temper_results add check (result->>'C11' <> '1')");
        assertThatThrownBy(() -> take("run-1", "{\"C11\": 1}")).isInstanceOf(RefusedException.class);
        sql("alter table temper_results rename to elsewhere");
        assertThatThrownBy(() -> take("run-2", "{\"C11\": 2}")).isInstanceOf(IOException.class);
    }

    @Test
    void jdbc_unknownUser_closesTheSink() throws Exception {
        start("nobody_at_all");
        assertThatThrownBy(() -> take("run-1", "{}"))
                .isInstanceOf(SinkClosedException.class)
                .hasMessageContaining("28")
                .hasMessageNotContaining("secret");
    }
}
