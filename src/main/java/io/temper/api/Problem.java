package io.temper.api;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;

/**
 * An error as RFC 9457 has it, {@code application/problem+json}.
 *
 * @param title the same for every problem of its status
 * @param detail what is wrong with this request, one line with the mend
 */
record Problem(String title, int status, String detail) {
    static final String MEDIA_TYPE = "application/problem+json";

    static Response response(Response.StatusType status, String detail) {
        return Response.status(status)
                .type(MEDIA_TYPE)
                .entity(new Problem(status.getReasonPhrase(), status.getStatusCode(), detail))
                .build();
    }

    static WebApplicationException badRequest(String detail) {
        return new WebApplicationException(detail, response(Status.BAD_REQUEST, detail));
    }

    static WebApplicationException conflict(String detail) {
        return new WebApplicationException(detail, response(Status.CONFLICT, detail));
    }

    static WebApplicationException notFound(String detail) {
        return new WebApplicationException(detail, response(Status.NOT_FOUND, detail));
    }
}
