package io.temper.app;

import io.temper.design.DesignRun;
import io.temper.design.DesignStatus;
import io.temper.design.Halt;
import io.temper.design.JournalException;
import io.temper.store.DesignRow;
import io.temper.store.DesignStore;
import io.temper.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The threads that work at designs, each at one until it has ended or rests. What waits is a row of the store, no object. While
 * one design thinks, another one's solver is at work; a solver's slots are given to those that wait for them in turn.
 */
final class Workers {
    private static final Logger LOG = Logger.getLogger(Workers.class);
    /** How often the store is looked at anew, if nobody says that there is something to do. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final DesignStore store;
    private final Designer designer;
    private final Path folder;
    private final Consumer<String> changed;
    private final List<Thread> threads = new ArrayList<>();
    private final Map<String, Work> active = new LinkedHashMap<>();
    private boolean stopped;

    /** A design that a thread works at. */
    private static final class Work {
        private final Thread thread = Thread.currentThread();
        private @Nullable DesignRun run;
        private @Nullable Halt wanted;
    }

    /** @param changed hears the id of a design of which there is something new */
    Workers(DesignStore store, Designer designer, Path folder, Consumer<String> changed) {
        this.store = store;
        this.designer = designer;
        this.folder = folder;
        this.changed = changed;
    }

    /** Starts so many threads. What was at work when an earlier process ended goes on first. */
    synchronized void start(int parallel) {
        for (int i = 1; i <= parallel; i++) {
            Thread thread = new Thread(this::work, "design-" + i);
            thread.start();
            threads.add(thread);
        }
    }

    /** Tells that there may be something to do. */
    synchronized void wake() {
        notifyAll();
    }

    /** The run of a design that is being worked at. */
    synchronized Optional<DesignRun> run(String id) {
        return Optional.ofNullable(active.get(id)).flatMap(w -> Optional.ofNullable(w.run));
    }

    /**
     * Halts a design, whether it is being worked at or waits.
     *
     * @param from the statuses of one that waits that allow it
     * @param to its status then
     * @return false if its status does not allow it
     */
    synchronized boolean halt(String id, Halt halt, EnumSet<DesignStatus> from, DesignStatus to) {
        Work work = active.get(id);
        if (work == null) {
            return store.change(id, from, to, halt.reason());
        }
        if (work.run != null && !work.run.isRunning()) {
            return false; // it has just ended
        }
        want(work, halt);
        return true;
    }

    private static void want(Work work, Halt halt) {
        if (work.wanted == null || work.wanted.kind().compareTo(halt.kind()) < 0) {
            work.wanted = halt;
        }
        if (work.run != null) {
            work.run.halt(halt);
        }
        if (halt.kind() == Halt.Kind.CANCEL) {
            work.thread.interrupt(); // which ends its solver
        }
    }

    /** Leaves all designs at their next step, or where they are when the time is up; they go on with the next start. */
    void stop(Duration timeout) {
        synchronized (this) {
            stopped = true;
            active.values().forEach(w -> want(w, new Halt(Halt.Kind.LEAVE, "temper was stopped")));
            notifyAll();
        }
        long deadline = System.nanoTime() + timeout.toNanos();
        join(deadline);
        threads.forEach(Thread::interrupt);
        join(deadline + Duration.ofSeconds(5).toNanos());
    }

    private void join(long deadline) {
        try {
            for (Thread thread : threads) {
                thread.join(Math.max(
                        1, Duration.ofNanos(deadline - System.nanoTime()).toMillis()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        while (true) {
            DesignRow row = take();
            if (row == null) {
                return;
            }
            try {
                work(row);
            } catch (RuntimeException e) {
                LOG.errorf(e, "design %s", row.id());
                rest();
            } finally {
                leave(row.id());
            }
        }
    }

    /** The next design; null if there is none since temper stops. */
    private synchronized @Nullable DesignRow take() {
        while (!stopped) {
            try {
                Optional<DesignRow> next = store.next(active.keySet());
                if (next.isPresent()) {
                    active.put(next.get().id(), new Work());
                    return next.get();
                }
            } catch (StoreException e) {
                LOG.warn(e.getMessage());
            }
            rest();
        }
        return null;
    }

    /** A while, or until there is something to do. */
    private synchronized void rest() {
        try {
            if (!stopped) {
                wait(LOOK.toMillis());
            }
        } catch (InterruptedException e) {
            // somebody wants this thread to look
        }
    }

    private void leave(String id) {
        synchronized (this) {
            active.remove(id);
            Thread.interrupted(); // meant for that design
        }
        changed.accept(id);
    }

    private void work(DesignRow row) {
        DesignRun run;
        try {
            run = designer.open(row.id(), row.request(), folder.resolve(row.id()), store.journal(row.id()));
        } catch (JournalException e) {
            LOG.warnf("design %s waits: %s", row.id(), e.getMessage());
            rest();
            return;
        } catch (IOException e) {
            close(row, DesignStatus.PAUSED, e);
            return;
        } catch (RuntimeException e) {
            close(row, DesignStatus.FAILED, e);
            return;
        }
        run.listen(event -> changed.accept(row.id()));
        begin(row.id(), run);
        try {
            designer.run(run);
        } catch (IOException e) {
            LOG.warnf("design %s: %s", row.id(), e.getMessage());
        } catch (RuntimeException e) {
            if (run.halted() == null) {
                throw e;
            }
        } finally {
            settle(row.id(), run);
        }
    }

    private synchronized void begin(String id, DesignRun run) {
        Work work = active.get(id);
        if (work != null) {
            work.run = run;
            if (work.wanted != null) {
                run.halt(work.wanted);
            }
        }
    }

    /** A design that cannot be opened. */
    private void close(DesignRow row, DesignStatus status, Exception cause) {
        LOG.warnf("design %s cannot go on: %s", row.id(), cause.getMessage());
        store.change(
                row.id(),
                EnumSet.of(DesignStatus.RUNNING, DesignStatus.QUEUED),
                status,
                cause.getMessage() == null ? cause.toString() : cause.getMessage());
    }

    /** Puts a design that has left the routes before its end to rest, as soon as the store takes it. */
    private void settle(String id, DesignRun run) {
        Thread.interrupted(); // it has done its work
        while (run.isRunning() && run.status() != DesignStatus.PAUSED) {
            Halt halt = wanted(id, run);
            try {
                designer.rest(run, halt);
                if (halt.kind() == Halt.Kind.LEAVE) {
                    break;
                }
            } catch (JournalException | IOException e) {
                LOG.warnf("design %s: %s", id, e.getMessage());
                if (isStopped()) {
                    break; // its last step is kept, and it goes on from there
                }
                rest();
            }
        }
        run.close();
        Halt wanted = wanted(id, run);
        if (run.status() == DesignStatus.PAUSED && wanted.kind() == Halt.Kind.CANCEL) {
            store.change(id, EnumSet.of(DesignStatus.PAUSED), DesignStatus.CANCELLED, wanted.reason());
        }
    }

    private synchronized Halt wanted(String id, DesignRun run) {
        Halt halt = run.halted();
        Work work = active.get(id);
        Halt wanted = work == null ? null : work.wanted;
        if (wanted == null || halt != null && halt.kind().compareTo(wanted.kind()) > 0) {
            wanted = halt;
        }
        return wanted == null ? new Halt(Halt.Kind.LEAVE, "nobody wants it to rest") : wanted;
    }

    private synchronized boolean isStopped() {
        return stopped;
    }
}
