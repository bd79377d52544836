package io.temper.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
