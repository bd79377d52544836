package io.temper.lab;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Hands over what is in the outbox, each sink in a thread of its own: one that is down does not hold up the others. */
public final class Deliveries {
    private final DeliveryStore store;
    private final Map<String, SinkWorker> workers = new LinkedHashMap<>();

    /** @param keys secret of a sink by its name, asked before each attempt; null if it has none */
    public Deliveries(
            DeliveryStore store, Map<String, Sink> sinks, Function<String, @Nullable String> keys, Backoff backoff) {
        this.store = store;
        sinks.forEach(
                (name, sink) -> workers.put(name, new SinkWorker(name, sink, () -> keys.apply(name), store, backoff)));
    }

    public void start() {
        workers.values().forEach(SinkWorker::start);
    }

    /** What is under way has so long to end, and is tried again with the next start if it does not. */
    public void stop(Duration timeout) throws InterruptedException {
        for (SinkWorker worker : workers.values()) {
            worker.stop(timeout);
        }
    }

    public Set<String> sinks() {
        return workers.keySet();
    }

    /** Why each paused sink is; empty if none is. */
    public Map<String, String> paused() {
        Map<String, String> paused = new LinkedHashMap<>();
        workers.forEach((name, worker) -> {
            String why = worker.paused();
            if (why != null) {
                paused.put(name, why);
            }
        });
        return paused;
    }

    /** Attempts since the start. @param outcome {@code delivered}, {@code failed} or {@code refused} */
    public long count(String sink, String outcome) {
        SinkWorker worker = workers.get(sink);
        return worker == null
                ? 0
                : worker.count(SinkWorker.Outcome.valueOf(outcome.toUpperCase(java.util.Locale.ROOT)));
    }

    /** How many wait for a sink. */
    public long backlog(String sink) {
        return store.backlog(sink);
    }

    /** As {@link DeliveryStore#list}. */
    public List<Delivery> list(Delivery.@Nullable State state, @Nullable String sink, long before, int limit) {
        return store.list(state, sink, before, limit);
    }

    public Optional<Delivery> find(long id) {
        return store.find(id);
    }

    /** Hands a result over again, or one that waits at once; a sink that is paused is tried. */
    public Optional<Delivery> replay(long id) {
        Optional<Delivery> delivery = store.find(id);
        if (delivery.isPresent()) {
            store.replay(id);
            SinkWorker worker = workers.get(delivery.get().sink());
            if (worker != null) {
                worker.wake();
            }
        }
        return store.find(id);
    }
}
