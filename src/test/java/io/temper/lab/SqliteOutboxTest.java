package io.temper.lab;

import io.temper.store.Database;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteOutboxTest extends OutboxContract {
    @TempDir
    Path folder;

    @Override
    Database open() throws IOException {
        return Database.open(folder.resolve("temper.db").toString(), null, null);
    }
}
