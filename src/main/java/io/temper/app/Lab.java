package io.temper.app;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.ShutdownEvent;
import io.temper.events.ResultOutbox;
import io.temper.lab.Backoff;
import io.temper.lab.Deliveries;
import io.temper.lab.DeliveryStore;
import io.temper.lab.DesignResults;
import io.temper.lab.LabKeys;
import io.temper.lab.Outbox;
import io.temper.lab.RouteSink;
import io.temper.lab.Sink;
import io.temper.store.Database;
import io.temper.store.StoreException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** Hands results over to the lab data systems that are configured. Without one there is no thread and no route. */
@ApplicationScoped
public class Lab {
    private final LabSettings settings;
    private final ServiceSettings service;
    private @Nullable Deliveries deliveries;

    Lab(LabSettings settings, ServiceSettings service) {
        this.settings = settings;
        this.service = service;
    }

    private List<String> sinks() {
        return Arrays.stream(settings.sinks().orElse("").split(","))
                .map(String::trim)
                .filter(s -> !s.isEmpty())
                .distinct()
                .toList();
    }

    @Produces
    @Singleton
    @Unremovable
    Outbox outbox() {
        return new Outbox(sinks());
    }

    @Produces
    @Singleton
    LabKeys keys(Config config) {
        return new LabKeys(name -> config.getOptionalValue(name, String.class).orElse(null));
    }

    /** What events came to goes out as well. */
    @Produces
    @Singleton
    ResultOutbox events(Outbox outbox) {
        return outbox::put;
    }

    @Produces
    @Singleton
    DesignResults results(Outbox outbox) {
        return new DesignResults(outbox, service.designs(), settings.publicUrl().orElse(""));
    }

    /** A result that is sent before its route is loaded waits for it. */
    void start(
            @Observes @Priority(Integer.MAX_VALUE) Database opened,
            ProducerTemplate producer,
            LabKeys keys,
            MeterRegistry meters) {
        Map<String, Sink> sinks = new LinkedHashMap<>();
        sinks().forEach(name -> sinks.put(name, new RouteSink(producer, name)));
        Deliveries all = new Deliveries(
                new DeliveryStore(opened), sinks, keys::key, new Backoff(settings.first(), settings.longest()));
        sinks.keySet().forEach(name -> measure(all, name, meters));
        all.start();
        deliveries = all;
    }

    private static void measure(Deliveries all, String sink, MeterRegistry meters) {
        for (String outcome : List.of("delivered", "failed", "refused")) {
            FunctionCounter.builder("temper.lab.deliveries", all, d -> d.count(sink, outcome))
                    .description("attempts at deliveries, by what they came to")
                    .tag("sink", sink)
                    .tag("outcome", outcome)
                    .register(meters);
        }
        Gauge.builder("temper.lab.backlog", () -> backlog(all, sink))
                .description("results that wait for a sink")
                .tag("sink", sink)
                .register(meters);
        Gauge.builder("temper.lab.paused", () -> all.paused().containsKey(sink) ? 1 : 0)
                .description("1 while a sink lets temper in no more")
                .tag("sink", sink)
                .register(meters);
    }

    private static double backlog(Deliveries all, String sink) {
        try {
            return all.backlog(sink);
        } catch (StoreException e) { // away
            return Double.NaN;
        }
    }

    /** Before the database is closed. */
    void stop(@Observes @Priority(0) ShutdownEvent event) throws InterruptedException {
        if (deliveries != null) {
            deliveries.stop(
                    settings.longest().compareTo(service.shutdownTimeout()) < 0
                            ? settings.longest()
                            : service.shutdownTimeout());
            deliveries = null;
        }
    }

    /** @throws IllegalStateException if the service is not running */
    public Deliveries deliveries() {
        if (deliveries == null) {
            throw new IllegalStateException("the service of deliveries is not running");
        }
        return deliveries;
    }

    /** Why each paused sink is; empty before the start. */
    Map<String, String> paused() {
        return deliveries == null ? Map.of() : deliveries.paused();
    }
}
