package io.temper.camel;

import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.camel.Endpoint;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.health.WritableHealthCheckRepository;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.jspecify.annotations.Nullable;

/** Up if what a producer needs is there; one of Camel's checks of producers, which an application switches on. */
final class ProducerCheck extends AbstractHealthCheck {
    private final String uri;
    private final Callable<String> need;

    /** @param need answers with what is there, or throws what is wrong */
    private ProducerCheck(Endpoint endpoint, Callable<String> need) {
        super("producers", "producer:" + endpoint.getEndpointUri());
        this.uri = endpoint.getEndpointUri();
        this.need = need;
    }

    /** The check, in Camel's repository of them; null if the application has none. */
    static @Nullable ProducerCheck register(Endpoint endpoint, boolean enabled, Callable<String> need) {
        WritableHealthCheckRepository repository = repository(endpoint);
        if (repository == null) {
            return null;
        }
        ProducerCheck check = new ProducerCheck(endpoint, need);
        check.setEnabled(enabled);
        repository.addHealthCheck(check);
        return check;
    }

    static void remove(Endpoint endpoint, @Nullable ProducerCheck check) {
        WritableHealthCheckRepository repository = check == null ? null : repository(endpoint);
        if (repository != null && check != null) {
            repository.removeHealthCheck(check);
        }
    }

    private static @Nullable WritableHealthCheckRepository repository(Endpoint endpoint) {
        return HealthCheckHelper.getHealthCheckRepository(
                endpoint.getCamelContext(), "producers", WritableHealthCheckRepository.class);
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        result.detail("endpoint.uri", uri);
        try {
            result.detail("found", need.call()).up();
        } catch (Exception e) {
            result.message(String.valueOf(e.getMessage())).error(e).down();
        }
    }
}
