package io.temper.vaereg.versions;

import java.nio.file.Path;

/** A process that adds versions and makes them current until it is killed: {@code StoreWriter FOLDER}. */
public final class StoreWriter {
    private StoreWriter() {}

    public static void main(String[] args) throws Exception {
        ModelStore store = FakeFolders.store(Path.of(args[0]));
        while (true) {
            store.use(FakeFolders.add(store, store.current()).name());
        }
    }
}
