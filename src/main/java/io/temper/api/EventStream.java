package io.temper.api;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import io.temper.design.DesignEvent;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import org.jspecify.annotations.Nullable;

/** A design's events to one listener: those that were, then those that come, each once and in order. */
final class EventStream {
    private final Job job;
    private final Sse sse;
    private final MultiEmitter<? super OutboundSseEvent> emitter;
    private int sent;

    private EventStream(Job job, int sent, Sse sse, MultiEmitter<? super OutboundSseEvent> emitter) {
        this.job = job;
        this.sent = sent;
        this.sse = sse;
        this.emitter = emitter;
    }

    /** @param lastEventId number of the last event that the listener has, if it has any */
    static Multi<OutboundSseEvent> of(Job job, @Nullable String lastEventId, Sse sse) {
        int sent = parse(lastEventId);
        return Multi.createFrom().emitter(emitter -> {
            EventStream stream = new EventStream(job, sent, sse, emitter);
            Runnable watcher = stream::pump;
            emitter.onTermination(() -> job.unwatch(watcher));
            job.watch(watcher);
            stream.pump();
        });
    }

    private static int parse(@Nullable String lastEventId) {
        try {
            return lastEventId == null ? 0 : Integer.parseInt(lastEventId.trim());
        } catch (NumberFormatException e) {
            throw Problem.badRequest(
                    "Last-Event-ID '%s' is not the number of an event of this design".formatted(lastEventId));
        }
    }

    private synchronized void pump() {
        // asked first: what is over has all its events
        boolean over = job.isOver();
        for (DesignEvent e : job.events()) {
            if (e.number() > sent) {
                emitter.emit(event(e));
                sent = e.number();
            }
        }
        if (over) {
            emitter.complete();
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
