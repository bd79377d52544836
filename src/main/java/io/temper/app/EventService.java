package io.temper.app;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.configuration.MemorySize;
import io.temper.events.EventOffice;
import io.temper.events.EventRow;
import io.temper.events.Receipt;
import io.temper.events.ResultOutbox;
import io.temper.events.Rules;
import io.temper.store.Database;
import io.temper.uploads.Uploads;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The service's events. */
@ApplicationScoped
public class EventService {
    private static final Duration STOP = Duration.ofSeconds(5);

    private final EventSettings settings;
    private final LoopStages stages;
    private final Instance<Uploads> uploads;
    private final ResultOutbox outbox;
    private final MeterRegistry meters;
    private final RouteSelection routes;
    private @Nullable EventOffice office;

    EventService(
            EventSettings settings,
            LoopStages stages,
            Instance<Uploads> uploads,
            ResultOutbox outbox,
            MeterRegistry meters,
            RouteSelection routes) {
        this.settings = settings;
        this.stages = stages;
        this.uploads = uploads;
        this.outbox = outbox;
        this.meters = meters;
        this.routes = routes;
    }

    void start(
            @Observes @Priority(1) Database database,
            Home home,
            @ConfigProperty(name = "temper.events") Optional<List<String>> ways,
            @ConfigProperty(name = "temper.designs") Path designs,
            @ConfigProperty(name = "temper.uploads.max-bytes") MemorySize bytes,
            @ConfigProperty(name = "temper.uploads.max-voxels") long voxels)
            throws IOException {
        EventOffice.Limits limits = new EventOffice.Limits(
                settings.backlog(),
                settings.debounce(),
                settings.parallel(),
                settings.roots().orElse(List.of()),
                bytes.asLongValue(),
                voxels);
        Rules rules = Rules.read(settings.rules().orElse(home.folder().resolve("routes/events/rules.yaml")));
        office = new EventOffice(
                database,
                designs.resolve("events"),
                limits,
                rules,
                stages,
                id -> uploads.get().read(id),
                outbox,
                new EventOffice.Listener() {
                    @Override
                    public void heard(Receipt receipt) {
                        count(receipt);
                    }

                    @Override
                    public void ended(EventRow event, boolean failed) {
                        count(event.type(), failed ? "failed" : "done");
                    }
                });
        if (ways.isPresent()) {
            office.prepare();
        }
        Gauge.builder("temper.events.backlog", office, EventOffice::backlog).register(meters);
    }

    private void count(Receipt receipt) {
        if (receipt.event() == null) {
            count("unknown", "refused");
        } else {
            count(receipt.event().type(), receipt.isNew() ? "accepted" : "known");
        }
    }

    private void count(String type, String outcome) {
        meters.counter("temper.events", "type", type, "outcome", outcome).increment();
    }

    void stop(@Observes @Priority(0) ShutdownEvent event) throws Exception {
        routes.stop();
        if (office != null) {
            office.stop(STOP);
        }
    }

    /** @throws IllegalStateException if the service of events is not running */
    public EventOffice office() {
        if (office == null) {
            throw new IllegalStateException("the service of events is not running");
        }
        return office;
    }
}
