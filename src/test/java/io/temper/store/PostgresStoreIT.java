package io.temper.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temper.design.DesignStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same on a real PostgreSQL server. */
class PostgresStoreIT extends StoreContract {
    private static PostgresServer server;
    private static int databases;

    @BeforeAll
    static void start() throws Exception {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @Override
    Database open() throws Exception {
        return Database.open(server.newDatabase("temper" + databases++), null, null);
    }

    @Test
    void append_serverGoneForAWhile_waits() throws Exception {
        try (Database database = open()) {
            DesignStore store = new DesignStore(database, Duration.ofMinutes(1));
            store.add(new NewRow("d", null, 0, Instant.now(), request("C11=35"), null), 9);
            server.stop();
            Thread writer = new Thread(
                    () -> store.journal("d").append(List.of(told(1, "late")), report("d", DesignStatus.RUNNING)));
            try {
                writer.start();
                assertThatThrownBy(() -> store.find("d"))
                        .isInstanceOf(StoreException.class)
                        .satisfies(e ->
                                assertThat(((StoreException) e).isPassing()).isTrue());
            } finally {
                server.resume();
            }
            writer.join();
            assertThat(store.journal("d").entries()).hasSize(1);
        }
    }
}
