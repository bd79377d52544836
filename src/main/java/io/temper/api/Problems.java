package io.temper.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.temper.app.StatusConflictException;
import io.temper.fem.FemException;
import io.temper.store.StoreException;
import io.temper.uploads.TooLargeException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.Response.StatusType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns every error into problem+json. */
public class Problems {
    /** Well-formed, but asks for what cannot be. */
    static final StatusType UNPROCESSABLE = new StatusType() {
        @Override
        public int getStatusCode() {
            return 422;
        }

        @Override
        public Status.Family getFamily() {
            return Status.Family.CLIENT_ERROR;
        }

        @Override
        public String getReasonPhrase() {
            return "Unprocessable Content";
        }
    };

    /** A design takes about so long. */
    private static final int BUSY_SECONDS = 30;

    private static final int AWAY_SECONDS = 5;
    private static final Logger LOG = Logger.getLogger(Problems.class);

    // the second is named too, since REST has a mapper of its own for it
    @ServerExceptionMapper({JsonProcessingException.class, MismatchedInputException.class})
    public Response json(JsonProcessingException e) {
        return Problem.response(Status.BAD_REQUEST, describe(e));
    }

    @ServerExceptionMapper
    public Response impossible(IllegalArgumentException e) {
        return Problem.response(UNPROCESSABLE, String.valueOf(e.getMessage()));
    }

    @ServerExceptionMapper
    public Response busy(RejectedExecutionException e) {
        return later(Status.TOO_MANY_REQUESTS, e, BUSY_SECONDS);
    }

    @ServerExceptionMapper
    public Response tooLarge(TooLargeException e) {
        return Problem.response(Status.REQUEST_ENTITY_TOO_LARGE, String.valueOf(e.getMessage()));
    }

    /** A solver is a server behind this one. */
    @ServerExceptionMapper
    public Response unsolved(FemException e) {
        StatusType status = switch (e.reason()) {
            case UNAVAILABLE -> UNPROCESSABLE;
            case TIMED_OUT -> Status.GATEWAY_TIMEOUT;
            case CANCELLED -> Status.SERVICE_UNAVAILABLE;
            default -> Status.BAD_GATEWAY;
        };
        return Problem.response(status, String.valueOf(e.getMessage()));
    }

    @ServerExceptionMapper
    public Response away(StoreException e) {
        LOG.warn(e.getMessage());
        return later(Status.SERVICE_UNAVAILABLE, e, AWAY_SECONDS);
    }

    private static Response later(StatusType status, Exception e, int seconds) {
        Response problem = Problem.response(status, String.valueOf(e.getMessage()));
        return Response.fromResponse(problem)
                .header(HttpHeaders.RETRY_AFTER, seconds)
                .build();
    }

    @ServerExceptionMapper
    public Response conflict(StatusConflictException e) {
        return Problem.response(Status.CONFLICT, String.valueOf(e.getMessage()));
    }

    @ServerExceptionMapper
    public Response http(WebApplicationException e) {
        if (e.getCause() instanceof JsonProcessingException cause) {
            return json(cause);
        }
        Response response = e.getResponse();
        return response.hasEntity() || response.getStatus() < 400
                ? response
                : Problem.response(response.getStatusInfo(), String.valueOf(e.getMessage()));
    }

    @ServerExceptionMapper({IOException.class, UncheckedIOException.class, IllegalStateException.class})
    public Response unavailable(Exception e) {
        LOG.error(e.getMessage());
        return Problem.response(Status.INTERNAL_SERVER_ERROR, String.valueOf(e.getMessage()));
    }

    @ServerExceptionMapper
    public Response fault(Exception e) {
        LOG.error("a request failed", e);
        return Problem.response(
                Status.INTERNAL_SERVER_ERROR, "this is a fault of temper, not of the request: its log says more");
    }

    private static String describe(JsonProcessingException e) {
        String where = "";
        if (e instanceof JsonMappingException m && !m.getPath().isEmpty()) {
            where = m.getPath().stream()
                            .map(p -> p.getFieldName() == null ? "[" + p.getIndex() + "]" : p.getFieldName())
                            .collect(Collectors.joining("."))
                    + ": ";
        }
        if (e instanceof UnrecognizedPropertyException u) {
            return "%sunknown field; known here: %s".formatted(where, u.getKnownPropertyIds());
        }
        return where + e.getOriginalMessage();
    }
}
