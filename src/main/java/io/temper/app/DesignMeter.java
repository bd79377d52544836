package io.temper.app;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.temper.design.DesignStatus;
import io.temper.store.StoreException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;

/** {@code temper_designs}: how many designs there are of each status; those {@code queued} are the queue. NaN while the database is away. */
@Singleton
class DesignMeter {
    /** One look serves all statuses of a scrape. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Designs designs;
    private Map<DesignStatus, Integer> counts = Map.of();
    private long looked;

    DesignMeter(Designs designs) {
        this.designs = designs;
    }

    void start(@Observes StartupEvent event, MeterRegistry meters) {
        for (DesignStatus status : DesignStatus.values()) {
            Gauge.builder("temper.designs", () -> count(status))
                    .description("designs by status")
                    .tag("status", status.json())
                    .register(meters);
        }
    }

    private synchronized double count(DesignStatus status) {
        long now = System.nanoTime();
        if (counts.isEmpty() || now - looked > FRESH.toNanos()) {
            try {
                counts = designs.counts();
            } catch (StoreException | IllegalStateException e) { // away, or not started
                counts = Map.of();
                return Double.NaN;
            }
            looked = now;
        }
        return counts.getOrDefault(status, 0);
    }
}
