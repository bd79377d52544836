package io.temper.events;

import static io.temper.events.WayIn.measured;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.temper.store.Database;
import io.temper.store.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ways in whose process is killed at random moments while events come: each is taken, once. */
class WaysKillIT {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final int KILLS = 3;
    private static final int BETWEEN = 8;

    @TempDir
    Path folder;

    private Process temper;

    @AfterEach
    void stop() {
        if (temper != null) {
            temper.destroyForcibly();
        }
    }

    @FunctionalInterface
    private interface Sending {
        void send(String id) throws Exception;
    }

    private void start(String route, String address) throws Exception {
        Files.deleteIfExists(folder.resolve("ready"));
        temper = WayProcess.start(folder, route, address);
        await().atMost(LONG).until(() -> Files.exists(folder.resolve("ready")));
    }

    /** @param isEmpty whether the other side has been told that all were taken */
    private void takeKilling(String route, String address, Sending sending, Callable<Boolean> isEmpty)
            throws Exception {
        Random random = new Random(route.hashCode());
        int sent = 0;
        start(route, address);
        for (int kill = 0; kill < KILLS; kill++) {
            for (int i = 0; i < BETWEEN; i++, sent++) {
                sending.send("" + sent);
            }
            Thread.sleep(random.nextInt(1_200));
            temper.destroyForcibly().waitFor();
            start(route, address);
        }
        await().atMost(LONG).until(isEmpty);
        temper.destroyForcibly().waitFor();
        try (Database database = Database.open(folder.resolve("temper.db").toString(), null, null)) {
            EventQueries queries = new EventQueries(database);
            assertThat(queries.events(null, null, null, 1_000))
                    .extracting(EventRow::subject)
                    .as(Files.readString(folder.resolve("log")))
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, sent).mapToObj(i -> "S" + i).toList());
            assertThat(queries.letters(null, 9)).isEmpty();
        }
    }

    private static String event(String id) {
        return measured(id, "S" + id);
    }

    @Test
    void folder_killed_takesEachFileOnce() throws Exception {
        Path dropped = Files.createDirectory(folder.resolve("dropped"));
        takeKilling(
                "folder", dropped.toString(), id -> Files.writeString(dropped.resolve(id + ".json"), event(id)), () -> {
                    try (Stream<Path> left = Files.list(dropped)) {
                        return left.noneMatch(f -> f.toString().endsWith(".json"));
                    }
                });
    }

    @Test
    void jdbc_killed_takesEachRowOnce() throws Exception {
        try (PostgresServer server = PostgresServer.start()) {
            String address = server.newDatabase("lims");
            try (Connection c = DriverManager.getConnection(address);
                    Statement s = c.createStatement()) {
                s.execute(
                        "create table temper_events (id text primary key, event jsonb, subject text, property text,"
                                + " value numeric, unit text, uncertainty numeric, measured_at timestamptz, taken timestamptz)");
                takeKilling(
                        "jdbc",
                        address,
                        id -> s.execute(
                                "insert into temper_events (id, event) values ('%s', '%s')".formatted(id, event(id))),
                        () -> {
                            try (ResultSet left =
                                    s.executeQuery("select count(*) from temper_events where taken is null")) {
                                return left.next() && left.getInt(1) == 0;
                            }
                        });
            }
        }
    }

    @Test
    void amqp_killed_takesEachMessageOnce() throws Exception {
        try (ArtemisBroker broker = ArtemisBroker.start(folder.resolve("broker"))) {
            takeKilling("amqp", broker.address(), id -> broker.send(List.of(event(id))), () -> broker.queued() == 0);
        }
    }
}
