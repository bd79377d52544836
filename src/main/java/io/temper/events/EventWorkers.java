package io.temper.events;

import io.temper.fem.FemException;
import io.temper.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The threads that run events: those of one specimen in order, those of different ones side by side. What waits is a row of the
 * database, no object but the time of its last change.
 */
final class EventWorkers {
    private static final System.Logger LOG = System.getLogger(EventWorkers.class.getName());
    /** How often the database is looked at anew, if nobody says that there is something to do. */
    private static final Duration LOOK = Duration.ofSeconds(5);
    /** A burst without an end is run after so many times the pause that a burst is waited for. */
    private static final int LONGEST_BURST = 10;

    private final EventStore store;
    private final Reaction reaction;
    private final ResultOutbox outbox;
    private final Path folder;
    private final long debounce;
    private final BiConsumer<EventRow, Outcome> ended;
    private final List<Thread> threads = new ArrayList<>();
    private final Set<String> busy = new HashSet<>();
    /** By specimen, on the clock that never goes back; what an earlier process accepted has waited long enough. */
    private final Map<String, Burst> bursts = new HashMap<>();

    private boolean stopped;

    @FunctionalInterface
    interface Keeping {
        Receipt keep() throws EventRefusedException;
    }

    private record Burst(long first, long last) {}

    EventWorkers(
            EventStore store,
            Reaction reaction,
            ResultOutbox outbox,
            Path folder,
            Duration debounce,
            BiConsumer<EventRow, Outcome> ended) {
        this.store = store;
        this.reaction = reaction;
        this.outbox = outbox;
        this.folder = folder;
        this.debounce = debounce.toNanos();
        this.ended = ended;
    }

    synchronized void start(int parallel) {
        for (int i = 1; i <= parallel; i++) {
            Thread thread = new Thread(this::work, "event-" + i);
            thread.start();
            threads.add(thread);
        }
    }

    /**
     * Keeps an event and begins or lengthens the burst that it belongs to. No thread looks in between, and no two events are kept at
     * once.
     */
    synchronized Receipt announce(Keeping keeping) throws EventRefusedException {
        Receipt receipt = keeping.keep();
        if (receipt.event() != null && receipt.isNew()) {
            wake(receipt.event().subject());
        }
        return receipt;
    }

    /** There is something new of a specimen. */
    private synchronized void wake(String subject) {
        long now = System.nanoTime();
        Burst before = bursts.get(subject);
        bursts.put(subject, new Burst(before == null ? now : before.first(), now));
        notifyAll();
    }

    /** What runs is left; it goes on with the next start. */
    void stop(Duration timeout) throws InterruptedException {
        synchronized (this) {
            stopped = true;
            notifyAll();
        }
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            thread.join(Math.max(1, timeout.toMillis()));
        }
    }

    private void work() {
        @Nullable EventRow event = take();
        while (event != null) {
            try {
                run(event);
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "event " + event.number(), e);
                pause(LOOK.toMillis());
            } finally {
                leave(event);
            }
            event = take();
        }
    }

    private synchronized @Nullable EventRow take() {
        while (!stopped) {
            long wait = LOOK.toNanos();
            try {
                for (EventRow head : store.heads()) {
                    long due = due(head.subject());
                    if (!busy.contains(head.subject()) && due <= 0) {
                        busy.add(head.subject());
                        bursts.remove(head.subject());
                        return head;
                    }
                    wait = due > 0 ? Math.min(wait, due) : wait;
                }
            } catch (StoreException e) {
                LOG.log(System.Logger.Level.WARNING, e.getMessage());
            }
            pause(wait / 1_000_000 + 1);
        }
        return null;
    }

    /** Nanoseconds until the burst of a specimen is over. */
    private long due(String subject) {
        Burst burst = bursts.get(subject);
        if (burst == null) {
            return 0;
        }
        long now = System.nanoTime();
        return Math.min(burst.last() + debounce - now, burst.first() + LONGEST_BURST * debounce - now);
    }

    private synchronized void pause(long millis) {
        try {
            if (!stopped) {
                wait(millis);
            }
        } catch (InterruptedException e) {
            // somebody wants this thread to look
        }
    }

    private synchronized void leave(EventRow event) {
        busy.remove(event.subject());
        notifyAll();
    }

    private void run(EventRow event) {
        Specimen specimen;
        try {
            specimen = store.begin(event, Instant.now());
        } catch (StoreException e) {
            LOG.log(System.Logger.Level.WARNING, "event {0} waits: {1}", event.number(), e.getMessage());
            pause(LOOK.toMillis());
            return;
        }
        Path own = folder.resolve("run-" + event.number());
        @Nullable Outcome outcome = outcome(event, specimen, own);
        while (outcome != null) {
            try {
                store.end(event, outcome, Instant.now(), outbox, own);
                outcome.stale().forEach(this::wake);
                ended.accept(event, outcome);
                return;
            } catch (StoreException e) {
                LOG.log(System.Logger.Level.WARNING, "event {0} waits: {1}", event.number(), e.getMessage());
                if (isStopped()) {
                    return; // it is the same run again with the next start, and what it solved is in its folder
                }
                pause(LOOK.toMillis());
            }
        }
    }

    /** Null if temper stops. */
    private @Nullable Outcome outcome(EventRow event, Specimen specimen, Path own) {
        while (!isStopped()) {
            try {
                return reaction.to(event, specimen, own);
            } catch (RejectedExecutionException | StoreException e) {
                pause(LOOK.toMillis()); // too many designs wait, or the database is away
            } catch (FemException e) {
                if (e.reason() == FemException.Reason.CANCELLED && isStopped()) {
                    return null;
                }
                return Outcome.failed(String.valueOf(e.getMessage()));
            } catch (IOException | RuntimeException e) {
                return isStopped() ? null : Outcome.failed(e.getMessage() == null ? e.toString() : e.getMessage());
            }
        }
        return null;
    }

    private synchronized boolean isStopped() {
        return stopped;
    }
}
