package io.temper.lab;

import io.temper.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The thread of one sink: hands over what waits, one after the other. The first waits until it is taken or refused. */
final class SinkWorker implements Runnable {
    private static final System.Logger LOG = System.getLogger(SinkWorker.class.getName());
    /** How often the outbox is looked into. */
    private static final Duration LOOK = Duration.ofMillis(500);

    private final String name;
    private final Sink sink;
    private final Supplier<@Nullable String> key;
    private final DeliveryStore store;
    private final Backoff backoff;
    private final Thread thread;
    private final RandomGenerator random = new SplittableRandom();
    private final AtomicLong[] outcomes = {new AtomicLong(), new AtomicLong(), new AtomicLong()};
    private volatile boolean stopped;
    private volatile @Nullable String paused;
    private @Nullable String refusedKey;
    private int failures;

    /** What attempts come to. */
    enum Outcome {
        DELIVERED,
        FAILED,
        REFUSED
    }

    SinkWorker(String name, Sink sink, Supplier<@Nullable String> key, DeliveryStore store, Backoff backoff) {
        this.name = name;
        this.sink = sink;
        this.key = key;
        this.store = store;
        this.backoff = backoff;
        thread = new Thread(this, "lab-" + name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** What is under way has so long to end. */
    void stop(Duration timeout) throws InterruptedException {
        synchronized (this) {
            stopped = true;
            notifyAll();
        }
        thread.join(timeout.toMillis());
        thread.interrupt();
    }

    /** Why nothing is handed over until something changes; null if it is. */
    @Nullable String paused() {
        return paused;
    }

    long count(Outcome outcome) {
        return outcomes[outcome.ordinal()].get();
    }

    /** Tries at once. */
    synchronized void wake() {
        paused = null;
        failures = 0;
        notifyAll();
    }

    @Override
    public void run() {
        while (!stopped) {
            Duration pause = LOOK;
            try {
                pause = step();
            } catch (StoreException e) {
                LOG.log(System.Logger.Level.WARNING, "lab {0} waits: {1}", name, e.getMessage());
                pause = backoff.after(++failures, random);
            }
            rest(pause);
        }
    }

    private synchronized void rest(Duration pause) {
        try {
            if (!stopped && !pause.isZero()) {
                wait(Math.max(1, pause.toMillis()));
            }
        } catch (InterruptedException e) {
            stopped = true;
        }
    }

    private Duration step() {
        String now = key.get();
        if (paused != null && Objects.equals(now, refusedKey)) {
            return LOOK;
        }
        paused = null;
        Optional<Delivery> next = store.next(name);
        if (next.isEmpty()) {
            return LOOK;
        }
        Delivery delivery = next.get();
        if (!ResultFiles.areComplete(delivery, Instant.now())) {
            return LOOK;
        }
        try {
            store.begun(delivery.id());
            sink.take(new Attempt(delivery, now, store::know));
        } catch (RefusedException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "lab {0} refuses {1}: {2}",
                    name,
                    delivery.result().id(),
                    line(e));
            store.end(delivery.id(), Delivery.State.REFUSED, line(e));
            return counted(Outcome.REFUSED);
        } catch (SinkClosedException e) {
            String why = line(e);
            store.failed(delivery.id(), why);
            refusedKey = now;
            paused = why;
            LOG.log(System.Logger.Level.WARNING, "lab {0} is paused until its key changes: {1}", name, why);
            counted(Outcome.FAILED);
            return LOOK;
        } catch (StoreException e) {
            throw e;
        } catch (Exception e) { // may pass
            if (stopped) {
                return Duration.ZERO; // cut off by temper's own end
            }
            store.failed(delivery.id(), line(e));
            counted(Outcome.FAILED);
            Duration pause = backoff.after(++failures, random);
            LOG.log(
                    System.Logger.Level.WARNING,
                    "lab {0}: {1} is tried again in {2} s: {3}",
                    name,
                    delivery.result().id(),
                    pause.toMillis() / 1e3,
                    line(e));
            return pause;
        }
        store.end(delivery.id(), Delivery.State.DELIVERED, null);
        return counted(Outcome.DELIVERED);
    }

    private Duration counted(Outcome outcome) {
        outcomes[outcome.ordinal()].incrementAndGet();
        if (outcome != Outcome.FAILED) {
            failures = 0;
        }
        return Duration.ZERO;
    }

    private static String line(Exception e) {
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        return message.lines().findFirst().orElse("").strip();
    }
}
