package io.temper.access;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How many requests one client may send. */
@ApplicationScoped
class RequestLimit {
    /** Of this many clients the latest are remembered: who was forgotten starts afresh. */
    private static final int CLIENTS = 10_000;

    private final int burst;
    private final int perSecond;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > CLIENTS;
        }
    };

    RequestLimit(
            @ConfigProperty(name = "temper.requests.burst", defaultValue = "2000") int burst,
            @ConfigProperty(name = "temper.requests.per-second", defaultValue = "200") int perSecond) {
        if (burst < 1 || perSecond < 1) {
            throw new IllegalArgumentException(
                    "temper.requests.burst=%d and temper.requests.per-second=%d must each be at least 1"
                            .formatted(burst, perSecond));
        }
        this.burst = burst;
        this.perSecond = perSecond;
    }

    /** Counts a request. @return how long to wait [s] if it is one too many */
    OptionalLong take(String client) {
        Bucket bucket;
        synchronized (buckets) {
            bucket = buckets.computeIfAbsent(client, c -> fresh());
        }
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed()
                ? OptionalLong.empty()
                : OptionalLong.of(1 + TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill()));
    }

    private Bucket fresh() {
        return Bucket.builder()
                .addLimit(l -> l.capacity(burst).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .build();
    }
}
