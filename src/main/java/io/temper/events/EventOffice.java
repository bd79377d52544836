package io.temper.events;

import io.temper.store.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The events of a service: taken, run, looked at. */
public final class EventOffice {
    private final EventStore store;
    private final EventQueries queries;
    private final Events events;
    private final EventWorkers workers;
    private final Foresight foresight;

    /**
     * How much is taken.
     *
     * @param backlog most events that wait
     * @param debounce how long a burst of changes of one specimen is waited for
     * @param parallel specimens whose events are run together
     * @param roots folders that links may lead into
     * @param fileBytes of one voxel file
     * @param voxels of one microstructure
     */
    public record Limits(int backlog, Duration debounce, int parallel, List<Path> roots, long fileBytes, long voxels) {
        public Limits {
            if (backlog < 1 || parallel < 1 || debounce.isNegative()) {
                throw new IllegalArgumentException(
                        "temper.events.backlog=%d and .parallel=%d must be at least 1, .debounce=%s at least 0"
                                .formatted(backlog, parallel, debounce));
            }
        }
    }

    /** Hears what becomes of events. */
    public interface Listener {
        void heard(Receipt receipt);

        void ended(EventRow event, boolean failed);
    }

    /** @param folder of runs and microstructures, made when it is needed. What an earlier process began goes on. */
    public EventOffice(
            Database database,
            Path folder,
            Limits limits,
            Rules rules,
            Stages stages,
            Events.Uploads uploads,
            ResultOutbox outbox,
            Listener listener) {
        store = new EventStore(database);
        queries = new EventQueries(database);
        Shelf shelf = new Shelf(folder.resolve("microstructures"), limits.roots(), limits.fileBytes(), limits.voxels());
        Reaction reaction = new Reaction(store, shelf, stages, rules);
        store.recover();
        workers = new EventWorkers(
                store,
                reaction,
                outbox,
                folder,
                limits.debounce(),
                (event, outcome) -> listener.ended(event, outcome.failure() != null));
        foresight = new Foresight(store, reaction);
        events = new Events(store, queries, shelf, uploads, limits.backlog(), workers, receipt -> {
            listener.heard(receipt);
            if (receipt.event() != null && receipt.isNew()) {
                foresight.look(receipt.event());
            }
        });
        workers.start(limits.parallel());
    }

    /** Makes ready in the background for events that will come. */
    public void prepare() {
        foresight.prepare();
    }

    public Events events() {
        return events;
    }

    public EventQueries queries() {
        return queries;
    }

    /** How many wait. */
    public int backlog() {
        return store.backlog();
    }

    /** Leaves what runs; it goes on with the next start. */
    public void stop(Duration timeout) throws InterruptedException {
        foresight.stop(timeout);
        workers.stop(timeout);
    }
}
