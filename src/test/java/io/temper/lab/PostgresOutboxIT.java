package io.temper.lab;

import io.temper.store.Database;
import io.temper.store.PostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The same on a real PostgreSQL server. */
class PostgresOutboxIT extends OutboxContract {
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
        return Database.open(server.newDatabase("outbox" + databases++), null, null);
    }
}
