package io.temper.access;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Whether a key is needed: not while the service listens on this machine only, unless it is told so; always elsewhere. */
@ApplicationScoped
class Access {
    private final ApiKeys keys;
    private final String host;
    private final boolean listens;
    private final boolean asked;
    private final List<String> hosts;

    Access(
            @ConfigProperty(name = ApiKeys.PROPERTY) Path keys,
            @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = "quarkus.http.host-enabled", defaultValue = "true") boolean listens,
            @ConfigProperty(name = "temper.authentication", defaultValue = "false") boolean asked,
            @ConfigProperty(name = "temper.hosts") Optional<List<String>> hosts) {
        this.keys = new ApiKeys(keys);
        this.host = host;
        this.listens = listens;
        this.asked = asked;
        this.hosts = hosts.orElse(List.of());
    }

    /** Nobody could use such a service, and whoever set it up should learn so at once. */
    void check(@Observes StartupEvent event) {
        if (listens && isRequired() && keys.all().isEmpty()) {
            throw new IllegalStateException(
                    "listening on %s needs an API key, and %s has none: make one with 'temper key add NAME', or listen on 127.0.0.1"
                            .formatted(host, keys.file()));
        }
    }

    ApiKeys keys() {
        return keys;
    }

    boolean isRequired() {
        return asked || !isLoopback(host);
    }

    /**
     * Whether a request for this host may be meant for the service. Without keys a page of another site could otherwise have its
     * own name lead here (DNS rebinding).
     *
     * @param name without port
     */
    boolean isMeant(String name) {
        return isRequired() || isLoopbackName(name) || hosts.contains(name);
    }

    private static boolean isLoopbackName(String name) {
        return name.equals("localhost") || name.equals("127.0.0.1") || name.equals("[::1]") || name.equals("::1");
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
