package io.temper.access;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns requests away before anything reads them: those for another host's name, those that a page of another site makes a
 * browser send, and more than a client may send.
 */
@ApplicationScoped
class RequestGuard {
    /** Before authentication, whose filter has 200. */
    private static final int PRIORITY = 250;

    private static final Set<HttpMethod> HARMLESS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

    private final Access access;
    private final RequestLimit limit;

    RequestGuard(Access access, RequestLimit limit) {
        this.access = access;
        this.limit = limit;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        String host = request.authority() == null ? "" : request.authority().host();
        OptionalLong wait = limit.take(request.remoteAddress().hostAddress());
        if (wait.isPresent()) {
            context.response().putHeader("Retry-After", Long.toString(wait.getAsLong()));
            Refusal.TOO_MANY.send(context, "too many requests: try again in %d s".formatted(wait.getAsLong()));
        } else if (!access.isMeant(host)) {
            Refusal.MISDIRECTED.send(
                    context, "'%s' is not this service's name: add it to temper.hosts if it is".formatted(host));
        } else if (!HARMLESS.contains(request.method()) && isForeign(request)) {
            Refusal.FORBIDDEN.send(context, "a page of another site may not change anything here");
        } else {
            context.next();
        }
    }

    /** Browsers say where a request comes from; programs do not, and nobody can make them send one unawares. */
    private static boolean isForeign(HttpServerRequest request) {
        @Nullable String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !OWN_SITE.contains(site);
        }
        @Nullable String origin = request.getHeader("Origin");
        return origin != null && !sameHost(origin, request.getHeader("Host"));
    }

    private static boolean sameHost(String origin, @Nullable String host) {
        try {
            return host != null && host.equals(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
