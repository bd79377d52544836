package io.temper.app;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.ShutdownEvent;
import io.temper.events.EventRefusedException;
import io.temper.events.EventRefusedException.Fault;
import io.temper.events.Events;
import io.temper.events.Measurement;
import io.temper.events.Receipt;
import io.temper.store.StoreException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFileOnCompletion;
import org.apache.camel.support.DefaultExchange;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What routes call as the bean {@code events}. It returns when the event, or a dead letter with the reason, is on the disk: what
 * brings events is then free to acknowledge them. Until then it is held back: while too many events wait, and while temper's
 * database or disk is away. What temper can take neither now nor later is a dead letter, or its sender would send it for ever.
 */
@Singleton
@Unremovable
@Named("events")
public final class Intake {
    private static final Logger LOG = Logger.getLogger(Intake.class);
    /** Pauses between tries [ms]. */
    private static final long FIRST_PAUSE = 200;

    private static final long LONGEST_PAUSE = 10_000;

    private final Supplier<Events> events;
    private final CountDownLatch stopped = new CountDownLatch(1);

    @Inject
    Intake(EventService service) {
        this(() -> service.office().events());
    }

    public Intake(Supplier<Events> events) {
        this.events = events;
    }

    /** Before the routes are stopped, which wait for what is held back. */
    void stop(@Observes @Priority(-1) ShutdownEvent event) {
        stop();
    }

    /** What is held back fails with a {@link HeldBackException}: nobody is told that it was taken. */
    public void stop() {
        stopped.countDown();
    }

    /** Leaves a file that is held back where it is: it counts neither as done nor as failed. */
    public void leave(Exchange exchange) {
        exchange.getUnitOfWork()
                .handoverSynchronization(
                        new DefaultExchange(exchange.getContext()), s -> s instanceof GenericFileOnCompletion);
    }

    /**
     * Takes an event.
     *
     * @param raw a CloudEvent in structured JSON; null is an empty message
     * @param origin which way it came
     */
    public Receipt accept(@Nullable String raw, String origin) throws InterruptedException {
        // PostgreSQL keeps no NUL, JSON has none
        String text = raw == null ? "" : raw.replace('\0', '\ufffd');
        return keep(e -> e.offer(text, origin), text, origin);
    }

    /** Takes a row of a table: an event, or what was measured, see {@link Measurement}; one with a {@code fault} is a dead letter. */
    public Receipt acceptRow(Map<String, Object> row, String origin) throws InterruptedException {
        String event = Measurement.event(row, origin);
        Object fault = row.get("fault");
        return fault == null
                ? accept(event, origin)
                : keep(e -> e.fault(event, origin, fault.toString()), event, origin);
    }

    /** Takes a voxel file that was dropped, a specimen's new microstructure. */
    public Receipt acceptFile(String file, String origin) throws InterruptedException {
        return keep(e -> e.offerFile(Path.of(file), origin), file, origin);
    }

    /** The same of a copy of a file that was written elsewhere, at a time [ms since 1970] that belongs to the event's id. */
    public Receipt acceptFile(String copy, long written, String origin) throws InterruptedException, IOException {
        Files.setLastModifiedTime(Path.of(copy), FileTime.fromMillis(written));
        return acceptFile(copy, origin);
    }

    private Receipt keep(Function<Events, Receipt> taking, String raw, String origin) throws InterruptedException {
        for (long pause = FIRST_PAUSE; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
            try {
                return taking.apply(events.get());
            } catch (RejectedExecutionException e) {
                pause = FIRST_PAUSE; // too many wait, which is no fault
            } catch (UncheckedIOException e) {
                LOG.warnf("%s is held back: %s", origin, e.getMessage());
            } catch (StoreException e) {
                if (!e.isPassing()) {
                    return refuse(raw, origin, e);
                }
                LOG.warnf("%s is held back: %s", origin, e.getMessage());
            } catch (RuntimeException e) {
                return refuse(raw, origin, e);
            }
            if (stopped.await(pause, TimeUnit.MILLISECONDS)) {
                throw new HeldBackException(origin);
            }
        }
    }

    private Receipt refuse(String raw, String origin, RuntimeException why) {
        LOG.errorf(why, "an event of %s cannot be taken", origin);
        return events.get()
                .refuse(
                        raw,
                        origin,
                        new EventRefusedException(Fault.IMPOSSIBLE, "it cannot be taken: " + why.getMessage()));
    }
}
