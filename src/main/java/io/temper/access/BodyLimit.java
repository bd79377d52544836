package io.temper.access;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** How much a request may bring: a file that is sent much, everything else little, and it has to say how much beforehand. */
@ApplicationScoped
class BodyLimit {
    /** After authentication, whose filter has 200. */
    private static final int PRIORITY = 150;

    private static final long LINGER_MILLISECONDS = 500;
    private static final String FILES = "/microstructures";

    private final long most;
    private final long mostOfFile;

    BodyLimit(
            @ConfigProperty(name = "temper.requests.max-bytes", defaultValue = "1M") MemorySize most,
            @ConfigProperty(name = "temper.uploads.max-bytes") MemorySize mostOfFile) {
        this.most = most.asLongValue();
        this.mostOfFile = mostOfFile.asLongValue();
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        boolean file = request.method().equals(HttpMethod.POST)
                && context.normalizedPath().equals(FILES);
        long limit = file ? mostOfFile : most;
        @Nullable String length = request.getHeader("Content-Length");
        if (length != null && exceeds(length, limit)) {
            refuse(
                    context,
                    Refusal.TOO_LARGE,
                    "a body of %s bytes: at most %d may be sent here".formatted(length, limit));
        } else if (!file && request.getHeader("Transfer-Encoding") != null) {
            refuse(context, Refusal.LENGTH_REQUIRED, "say how long the body is: send Content-Length");
        } else {
            context.next();
        }
    }

    private static boolean exceeds(String length, long limit) {
        try {
            return Long.parseLong(length.trim()) > limit;
        } catch (NumberFormatException e) {
            return true;
        }
    }

    /** The body is not read, so that nothing can come after it on this connection; but the answer should get through. */
    private static void refuse(RoutingContext context, Refusal refusal, String detail) {
        context.response().putHeader("Connection", "close");
        refusal.send(context, detail);
        context.vertx()
                .setTimer(
                        LINGER_MILLISECONDS,
                        timer -> context.request().connection().close());
    }
}
