package io.temper.events;

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

    /** There will be events: the first is not to wait for the model. */
    void prepare() {
        thread.execute(() -> attempt("the model", reaction::prepare));
    }

    /** There is a new event. */
    void look(EventRow event) {
        thread.execute(() -> attempt("event " + event.number(), () -> predict(event.number())));
    }

    private void predict(long number) throws IOException {
        Optional<EventStore.Waiting> next = store.next(number);
        if (next.isPresent()) {
            reaction.foresee(next.get().event(), next.get().specimen())
                    .ifPresent(prediction -> store.predicted(number, prediction));
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void attempt(String what, Work work) {
        try {
            work.run();
        } catch (IOException | RuntimeException e) { // the event's run meets it again, and says so
            LOG.log(System.Logger.Level.DEBUG, "{0} is left to the run: {1}", what, e.getMessage());
        }
    }

    void stop(Duration timeout) throws InterruptedException {
        thread.shutdownNow();
        if (!thread.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.log(System.Logger.Level.DEBUG, "a prediction goes on");
        }
    }
}
