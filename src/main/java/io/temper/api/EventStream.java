package io.temper.api;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.MultiEmitter;
import io.temper.app.Designs;
import io.temper.design.DesignEvent;
import io.temper.store.StoreException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A design's events to one listener: those that were, then those that come, each once and in order. */
final class EventStream {
    /** So often a listener hears that the connection lives, and the service that the listener does. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final String id;
    private final Designs designs;
    private final Sse sse;
    private final MultiEmitter<? super OutboundSseEvent> emitter;
    private int sent;

    private EventStream(String id, Designs designs, int sent, Sse sse, MultiEmitter<? super OutboundSseEvent> emitter) {
        this.id = id;
        this.designs = designs;
        this.sent = sent;
        this.sse = sse;
        this.emitter = emitter;
    }

    /** @param lastEventId number of the last event that the listener has, if it has any */
    static Multi<OutboundSseEvent> of(String id, Designs designs, @Nullable String lastEventId, Sse sse) {
        int sent = parse(lastEventId);
        return Multi.createFrom().emitter(emitter -> {
            EventStream stream = new EventStream(id, designs, sent, sse, emitter);
            Runnable watcher = stream::pump;
            Cancellable heartbeat =
                    Multi.createFrom().ticks().every(HEARTBEAT).subscribe().with(tick -> emitter.emit(comment(sse)));
            emitter.onTermination(() -> {
                heartbeat.cancel();
                designs.unwatch(id, watcher);
            });
            designs.watch(id, watcher);
            stream.pump();
        });
    }

    private static OutboundSseEvent comment(Sse sse) {
        return sse.newEventBuilder().comment("").build();
    }

    private static int parse(@Nullable String lastEventId) {
        try {
            return lastEventId == null ? 0 : Math.max(0, Integer.parseInt(lastEventId.trim()));
        } catch (NumberFormatException e) {
            throw Problem.badRequest(
                    "Last-Event-ID '%s' is not the number of an event of this design".formatted(lastEventId));
        }
    }

    private synchronized void pump() {
        if (emitter.isCancelled()) {
            return;
        }
        try {
            // asked first: what is over has all its events
            boolean over = designs.find(id).map(row -> row.status().isFinal()).orElse(true);
            for (DesignEvent e : designs.events(id, sent)) {
                emitter.emit(event(e));
                sent = e.number();
            }
            if (over) {
                emitter.complete();
            }
        } catch (StoreException e) {
            // the database is away: the next step brings what is missing
        }
    }

    private OutboundSseEvent event(DesignEvent e) {
        return sse.newEventBuilder()
                .id(Integer.toString(e.number()))
                .name(e.stage())
                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                .data(DesignEvent.class, e)
                .build();
    }
}
