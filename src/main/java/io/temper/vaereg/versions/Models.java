package io.temper.vaereg.versions;

import io.temper.vaereg.DjlVaeReg;
import io.temper.vaereg.VaeReg;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hands out models as counted leases. Whoever works for long with one model, as a design does, takes a lease and keeps that
 * model whatever becomes the current one meanwhile; a model that is current no more is closed when its last lease is. Safe
 * for use by several threads at once.
 */
public final class Models implements AutoCloseable {
    private final ModelSource source;
    private final Map<String, Entry> loaded = new HashMap<>();
    /** The version that is kept loaded without a lease. */
    private @Nullable String kept;

    private static final class Entry {
        private final ModelSource.Loaded loaded;
        private int leases;

        Entry(ModelSource.Loaded loaded) {
            this.loaded = loaded;
        }
    }

    /** The right to use a model; close it when done, once or more often. */
    public final class Lease implements AutoCloseable {
        private final Entry entry;
        private boolean open = true;

        private Lease(Entry entry) {
            this.entry = entry;
        }

        /** The model; it stays usable until this lease is closed, and must not be closed itself. */
        public VaeReg model() {
            return entry.loaded.model();
        }

        public ModelVersion version() {
            return entry.loaded.version();
        }

        @Override
        public void close() {
            synchronized (Models.this) {
                if (open) {
                    open = false;
                    entry.leases--;
                    closeUnused();
                }
            }
        }
    }

    /** Nothing is loaded before the first lease. */
    public Models(ModelSource source) {
        this.source = source;
    }

    /** One model alone, already loaded. */
    public static Models of(VaeReg model) {
        return new Models(new GivenModel(() -> model, null));
    }

    /**
     * A model of the user's own.
     *
     * @param folder as training wrote it
     * @param store where what is fine-tuned from it lies
     */
    public static Models given(Path folder, ModelStore store) {
        return new Models(new GivenModel(() -> DjlVaeReg.load(folder), store));
    }

    /** A lease of the model that is current now. @throws IOException if it cannot be loaded */
    public synchronized Lease current() throws IOException {
        String name = source.current();
        Lease lease = lease(name);
        kept = name;
        closeUnused();
        return lease;
    }

    /** A lease of a version, current or not. @throws IOException if it cannot be loaded */
    public synchronized Lease lease(String name) throws IOException {
        Entry entry = loaded.get(name);
        if (entry == null) {
            entry = new Entry(source.load(name));
            loaded.put(name, entry);
        }
        entry.leases++;
        return new Lease(entry);
    }

    /** Makes a version current if its parent is; says whether it did. */
    public synchronized boolean supersede(String parent, String next) throws IOException {
        boolean superseded = source.supersede(parent, next);
        if (superseded) {
            kept = next;
            closeUnused();
        }
        return superseded;
    }

    /** A view of whatever is current: every call goes to the model that is current then. */
    public VaeReg view() {
        return new CurrentModel(this);
    }

    private synchronized void closeUnused() {
        loaded.values().removeIf(entry -> {
            boolean unused = entry.leases == 0 && !entry.loaded.version().name().equals(kept);
            if (unused) {
                entry.loaded.model().close();
            }
            return unused;
        });
    }

    /** Closes what is not leased at once, the rest with its last lease. */
    @Override
    public synchronized void close() {
        kept = null;
        closeUnused();
    }
}
