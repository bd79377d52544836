package io.temper.events;

import io.temper.store.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Predicts what events ask for as soon as they come, while a burst is waited for and the solver works on others. It changes nothing
 * of how events are run: what it has no time for, their runs predict.
 */
final class Foresight {
    private static final System.Logger LOG = System.getLogger(Foresight.class.getName());
    /** Events that wait for a prediction; those above are left to their runs. */
    private static final int MOST = 100;

    private final EventStore store;
    private final Reaction reaction;
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST),
            work -> new Thread(work, "event-prediction"),
            new ThreadPoolExecutor.DiscardPolicy());

    Foresight(EventStore store, Reaction reaction) {
        this.store = store;
        this.reaction = reaction;
    }

    /** There is a new event. */
    void look(EventRow event) {
        thread.execute(() -> predict(event.number()));
    }

    private void predict(long number) {
        try {
            Optional<EventStore.Waiting> next = store.next(number);
            if (next.isPresent()) {
                reaction.foresee(next.get().event(), next.get().specimen())
                        .ifPresent(prediction -> store.predicted(number, prediction));
            }
        } catch (IOException | StoreException | IllegalArgumentException | IllegalStateException e) {
            LOG.log(System.Logger.Level.DEBUG, "event {0} is left to its run: {1}", number, e.getMessage());
        }
    }

    void stop(Duration timeout) throws InterruptedException {
        thread.shutdownNow();
        if (!thread.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.log(System.Logger.Level.DEBUG, "a prediction goes on");
        }
    }
}
