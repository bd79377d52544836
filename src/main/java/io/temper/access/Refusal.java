package io.temper.access;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** An answer given before any resource is asked, as problem+json (RFC 9457). */
enum Refusal {
    UNAUTHORIZED(401, "Unauthorized"),
    FORBIDDEN(403, "Forbidden"),
    LENGTH_REQUIRED(411, "Length Required"),
    TOO_LARGE(413, "Content Too Large"),
    MISDIRECTED(421, "Misdirected Request"),
    TOO_MANY(429, "Too Many Requests");

    private final int status;
    private final String title;

    Refusal(int status, String title) {
        this.status = status;
        this.title = title;
    }

    void send(RoutingContext context, String detail) {
        JsonObject problem =
                new JsonObject().put("title", title).put("status", status).put("detail", detail);
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .end(problem.encode());
    }
}
