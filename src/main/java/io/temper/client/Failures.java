package io.temper.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import org.jspecify.annotations.Nullable;

/** What went wrong, in words, with the mend. */
final class Failures {
    private Failures() {}

    /** Without an answer. */
    static ServiceException of(URI root, IOException e) {
        String why = e instanceof ConnectException
                ? "no service answers at %s: start one with 'serve', or name another with --server".formatted(root)
                : e instanceof HttpTimeoutException
                        ? "the service at %s did not answer in time".formatted(root)
                        : "the connection to %s failed: %s"
                                .formatted(root, e.getMessage() == null ? e : e.getMessage());
        return new ServiceException(0, why, e);
    }

    /** @param problem the body of the answer, if it is JSON */
    static ServiceException of(URI root, int status, @Nullable JsonNode problem, boolean withKey) {
        String detail = problem == null ? "" : problem.path("detail").asText();
        String why = switch (status) {
            case 401 ->
                withKey
                        ? "the service at %s does not know this API key".formatted(root)
                        : "the service at %s needs an API key: set %s, or give --api-key-file"
                                .formatted(root, ServiceAddress.KEY);
            case 403 -> "the service at %s forbids it: %s".formatted(root, or(detail, "the key may only read"));
            default ->
                detail.isEmpty()
                        ? "%s is not a service of temper: it answers with status %d".formatted(root, status)
                        : detail;
        };
        return new ServiceException(status, why, null);
    }

    private static String or(String text, String otherwise) {
        return text.isEmpty() ? otherwise : text;
    }
}
