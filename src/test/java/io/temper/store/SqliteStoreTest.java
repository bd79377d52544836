package io.temper.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temper.design.DesignStatus;
import io.temper.design.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest extends StoreContract {
    @TempDir
    Path folder;

    @Override
    Database open() throws IOException {
        return Database.open(folder.resolve("new/temper.db").toString(), null, null);
    }

    @Test
    void open_again_keepsWhatIsThereAndIsSafe() throws IOException {
        try (Database again = open()) {
            assertThat(again.<String>read(c -> Rows.select(c, r -> r.getString(1), "pragma journal_mode")
                            .get(0)))
                    .isEqualTo("wal");
            assertThat(again.<Integer>read(c -> Rows.select(c, r -> r.getInt(1), "pragma synchronous")
                            .get(0)))
                    .as("full")
                    .isEqualTo(2);
        }
    }

    @Test
    void open_whatIsNoDatabase_saysSo() throws IOException {
        Path text = Files.writeString(
                folder.resolve("text"), "not a database, but long enough to be taken for one".repeat(50));
        assertThatThrownBy(() -> Database.open(text.toString(), null, null))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(text.toString())
                .hasMessageContaining("not a database");
        assertThatThrownBy(() -> Database.open("jdbc:oracle:thin:@x", null, null))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("jdbc:postgresql:");
        assertThatThrownBy(() -> Database.open(folder.toString(), null, null)).isInstanceOf(IOException.class);
    }

    @Test
    void append_databaseLockedForAWhile_waits() throws Exception {
        try (Database database = open();
                Database other = open()) {
            DesignStore store = new DesignStore(database, Duration.ofSeconds(30));
            store.add(new NewRow("d", null, 0, Instant.now(), request("C11=35"), null), 9);
            CountDownLatch locked = new CountDownLatch(1);
            CountDownLatch seen = new CountDownLatch(1);
            Thread owner = new Thread(() -> other.write(c -> {
                locked.countDown();
                return await(seen);
            }));
            owner.start();
            locked.await();
            Thread writer = new Thread(
                    () -> store.journal("d").append(List.of(told(1, "late")), report("d", DesignStatus.RUNNING)));
            writer.start();
            assertThatThrownBy(() -> store.change("d", List.of(DesignStatus.QUEUED), DesignStatus.PAUSED, null))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("does not answer")
                    .satisfies(e -> assertThat(((StoreException) e).isPassing()).isTrue());
            assertThat(store.find("d")).as("reading goes on").isPresent();
            seen.countDown();
            owner.join();
            writer.join();
            assertThat(store.journal("d").entries()).hasSize(1);
        }
    }

    @Test
    void append_databaseLockedForTooLong_givesUpAndKeepsNothing() throws Exception {
        try (Database database = open();
                Database other = open()) {
            DesignStore store = new DesignStore(database, Duration.ZERO);
            store.add(new NewRow("d", null, 0, Instant.now(), request("C11=35"), null), 9);
            other.write(c -> {
                assertThatThrownBy(() ->
                                store.journal("d").append(List.of(told(1, "never")), report("d", DesignStatus.RUNNING)))
                        .isInstanceOf(JournalException.class)
                        .hasMessageContaining("temper.db does not answer");
                return 0;
            });
            assertThat(store.journal("d").entries()).isEmpty();
        }
    }

    /** SQLite's own limit stands for a disk that is full: the same error. */
    @Test
    void append_diskFull_givesUpAtOnceAndKeepsNothing() throws Exception {
        try (Database database = open()) {
            DesignStore store = new DesignStore(database, Duration.ofMinutes(9));
            store.add(new NewRow("d", null, 0, Instant.now(), request("C11=35"), null), 9);
            database.read(c -> {
                String full = "pragma max_page_count = 1";
                return Rows.select(c, r -> r.getInt(1), full);
            });
            String much = "x".repeat(1 << 20);
            assertThatThrownBy(() -> {
                        for (int i = 1; i < 99; i++) {
                            store.journal("d").append(List.of(told(i, much)), report("d", DesignStatus.RUNNING));
                        }
                    })
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("full");
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
