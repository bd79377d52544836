package io.temper.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.arc.Unremovable;
import io.temper.fem.FemException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSentEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.jspecify.annotations.Nullable;

/**
 * Times every message to {@code fem:}: {@code temper_evaluations_seconds} by solver and outcome, which is {@code solved} or the
 * reason of the failure.
 */
@Singleton
@Unremovable
class SolverMeter extends EventNotifierSupport {
    private static final String SCHEME = "fem://";

    private final MeterRegistry meters;

    SolverMeter(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof ExchangeSentEvent sent
                && sent.getEndpoint().getEndpointUri().startsWith(SCHEME);
    }

    @Override
    public void notify(CamelEvent event) {
        ExchangeSentEvent sent = (ExchangeSentEvent) event;
        String solver =
                sent.getEndpoint().getEndpointUri().substring(SCHEME.length()).replaceFirst("\\?.*", "");
        Timer.builder("temper.evaluations")
                .description("finite-element evaluations, from the question to the checked answer")
                .tag("solver", solver)
                .tag("outcome", outcome(sent.getExchange().getException()))
                .register(meters)
                .record(Duration.ofMillis(sent.getTimeTaken()));
    }

    private static String outcome(@Nullable Exception failure) {
        if (failure == null) {
            return "solved";
        }
        return failure instanceof FemException f ? f.reason().name().toLowerCase(Locale.ROOT) : "error";
    }
}
