package io.temper.api;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.PathPart;
import org.jspecify.annotations.Nullable;

/**
 * A file as the answer to a request: sent by the kernel, so that neither memory nor a thread waits for a slow reader, with a
 * strong ETag, and in part where a range is asked for (RFC 9110).
 *
 * @param name that it is saved under
 */
record Download(Path file, String name, String mediaType) {
    /** One range: the first and the last byte, or only one of them. */
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    Response answer(Request request, HttpHeaders headers) throws IOException {
        EntityTag tag = DesignFiles.tag(file);
        ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        return (unchanged != null ? unchanged : content(headers, tag))
                .tag(tag)
                .header("Accept-Ranges", "bytes")
                .build();
    }

    private ResponseBuilder content(HttpHeaders headers, EntityTag tag) throws IOException {
        long size = Files.size(file);
        String range = applicable(headers, tag);
        Matcher m = range == null ? null : RANGE.matcher(range);
        if (m == null || !m.matches() || m.group(1).isEmpty() && m.group(2).isEmpty()) {
            return part(Response.ok(), 0, size); // other forms of ranges need not be understood
        }
        long first = m.group(1).isEmpty() ? Math.max(0, size - Long.parseLong(m.group(2))) : Long.parseLong(m.group(1));
        long last = m.group(1).isEmpty() || m.group(2).isEmpty()
                ? size - 1
                : Math.min(size - 1, Long.parseLong(m.group(2)));
        if (first > last) {
            return Response.fromResponse(Problem.response(
                            Status.REQUESTED_RANGE_NOT_SATISFIABLE, "%s: the file has %d bytes".formatted(range, size)))
                    .header("Content-Range", "bytes */" + size);
        }
        return part(Response.status(Status.PARTIAL_CONTENT), first, last - first + 1)
                .header("Content-Range", "bytes %d-%d/%d".formatted(first, last, size));
    }

    /** The range that is asked for, unless it is of another version of the file. */
    private static @Nullable String applicable(HttpHeaders headers, EntityTag tag) {
        String condition = headers.getHeaderString("If-Range");
        return condition == null || condition.equals("\"" + tag.getValue() + "\"")
                ? headers.getHeaderString("Range")
                : null;
    }

    private ResponseBuilder part(ResponseBuilder response, long first, long count) {
        return response.entity(new PathPart(file, first, count))
                .type(mediaType)
                .header("Content-Disposition", disposition());
    }

    /** Only what is made to be looked at opens in a browser; the name is never more than letters, digits and a few signs. */
    private String disposition() {
        String kind =
                List.of("text/", "application/json").stream().anyMatch(mediaType::startsWith) ? "inline" : "attachment";
        return "%s; filename=\"%s\"".formatted(kind, name.replaceAll("[^A-Za-z0-9._-]", "_"));
    }
}
