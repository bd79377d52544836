package io.temper.lab;

import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.http.base.HttpOperationFailedException;

/**
 * A sink that is the route {@code direct:lab-NAME}. It gets the result's JSON as its body and the {@link Attempt} as the variable
 * {@code attempt}; it has taken the result when it ends without an exception.
 */
public final class RouteSink implements Sink {
    /** Not the result's fault: time out, conflict, too early, too many. */
    private static final Set<Integer> PASSING = Set.of(408, 409, 423, 425, 429);

    private static final Set<Integer> CLOSED = Set.of(401, 403);

    private final ProducerTemplate producer;
    private final String name;

    public RouteSink(ProducerTemplate producer, String name) {
        this.producer = producer;
        this.name = name;
    }

    @Override
    public void take(Attempt attempt) throws Exception {
        Exchange exchange = producer.request("direct:lab-" + name, e -> {
            e.getMessage().setBody(attempt.getResult().json());
            e.setVariable("attempt", attempt);
        });
        if (exchange.getException() != null) {
            throw judge(exchange);
        }
    }

    private static Exception judge(Exchange exchange) {
        RefusedException refused = exchange.getException(RefusedException.class);
        SinkClosedException closed = exchange.getException(SinkClosedException.class);
        HttpOperationFailedException http = exchange.getException(HttpOperationFailedException.class);
        SQLException sql = exchange.getException(SQLException.class);
        UncheckedIOException io = exchange.getException(UncheckedIOException.class);
        if (refused != null) {
            return refused;
        } else if (closed != null) {
            return closed;
        } else if (http != null) {
            return judge(http);
        } else if (io != null) {
            return io; // the line without what a split says of itself
        }
        return sql != null ? judge(sql) : exchange.getException();
    }

    /** By its class of SQLSTATE. */
    private static Exception judge(SQLException sql) {
        String state = sql.getSQLState() == null ? "" : sql.getSQLState();
        String line = "the database answered %s: %s"
                .formatted(state, String.valueOf(sql.getMessage()).replaceAll("\\s+", " "));
        if (state.startsWith("28")) { // who logs in is not known
            return new SinkClosedException(line);
        }
        boolean permanent = state.startsWith("22") || state.startsWith("23"); // data that cannot be, or may not
        return permanent ? new RefusedException(line) : new java.io.IOException(line, sql);
    }

    private static Exception judge(HttpOperationFailedException http) {
        int status = http.getStatusCode();
        String body =
                http.getResponseBody() == null ? "" : http.getResponseBody().strip();
        String line = "%s answered %d %s"
                .formatted(http.getUri(), status, body.substring(0, Math.min(200, body.length())))
                .replaceAll("\\s+", " ")
                .strip();
        if (CLOSED.contains(status)) {
            return new SinkClosedException(line);
        }
        boolean permanent = status >= 400 && status < 500 && !PASSING.contains(status);
        return permanent ? new RefusedException(line) : new java.io.IOException(line, http);
    }
}
