package io.temper.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temper.material.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A running service. Its methods wait for a service that is busy, as long as it asks for but only a few times, and throw
 * {@link ServiceException} with one clear line for whatever else goes wrong.
 */
public final class Service {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    /** The longest answer that is read into memory. */
    private static final int LONGEST = 64 << 20;
    /** How often a service that is busy is asked again, and how long it is waited for at most each time [s]. */
    private static final int TRIES = 5;

    private static final long LONGEST_WAIT = 60;
    /** Rows that are asked for at once. */
    private static final int PAGE = 50;

    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;

    private final ServiceAddress address;
    private final Consumer<String> progress;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();

    /** @param progress is told, in a line, what is waited for */
    public Service(ServiceAddress address, Consumer<String> progress) {
        this.address = address;
        this.progress = progress;
    }

    public URI root() {
        return address.root();
    }

    /** The address of a design. @param id as a person gave it */
    public static String design(String id) {
        return "/designs/" + encoded(id);
    }

    /** Text as a part of a path or a query. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** JSON of a person's. @param what it is, for the line that says what is wrong with it */
    public static JsonNode read(String text, String what) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("%s is no JSON: %s".formatted(what, e.getOriginalMessage()), e);
        }
    }

    public JsonNode get(String path) throws ServiceException {
        return json(path, ask(request(path).GET()));
    }

    /** Takes a row of a list. */
    @FunctionalInterface
    public interface Row {
        void take(JsonNode row) throws IOException;
    }

    /**
     * The rows of a list, page after page.
     *
     * @param path of the list
     * @param rows name of the field that holds them
     * @param query more of the address, each part with its ampersand
     * @param limit at most so many
     */
    public void list(String path, String rows, String query, int limit, Row row) throws IOException {
        if (limit < 1) {
            throw new IllegalArgumentException("--limit %d must be at least 1".formatted(limit));
        }
        int left = limit;
        for (String page = path + "?limit=" + Math.min(limit, PAGE) + query; page != null && left > 0; ) {
            JsonNode answer = get(page);
            for (JsonNode one : answer.path(rows)) {
                if (left-- > 0) {
                    row.take(one);
                }
            }
            String next = answer.path("next").textValue();
            page = next == null || !next.startsWith(path + "?") ? null : next;
        }
    }

    /** A part of a query. @param value null for none */
    public static String option(String name, @Nullable String value) {
        return value == null ? "" : "&" + name + "=" + encoded(value);
    }

    /** @param body null for none */
    public JsonNode post(String path, @Nullable JsonNode body, Map<String, String> headers) throws ServiceException {
        HttpRequest.Builder request = request(path);
        headers.forEach(request::header);
        request.header("Content-Type", "application/json");
        return json(path, ask(request.POST(BodyPublishers.ofString(body == null ? "" : body.toString()))));
    }

    /** Sends a file. @return the answer, which was checked */
    public JsonNode upload(String path, Path file) throws IOException {
        return json(
                path,
                ask(request(path)
                        .header("Content-Type", "application/octet-stream")
                        .POST(BodyPublishers.ofFile(file))));
    }

    public void delete(String path) throws ServiceException {
        close(ask(request(path).DELETE()));
    }

    /** Saves a file, whole or not at all. */
    public void download(String path, Path file) throws IOException {
        try (InputStream in = ask(request(path).GET()).body()) {
            AtomicFile.write(file, in::transferTo);
        }
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address.root() + path));
        address.key().ifPresent(key -> request.header("Authorization", "Bearer " + key));
        return request;
    }

    private HttpResponse<InputStream> ask(HttpRequest.Builder request) throws ServiceException {
        for (int attempt = 1; ; attempt++) {
            HttpResponse<InputStream> answer = send(request.timeout(ANSWER).build());
            long wait = wait(answer);
            if (wait == 0 || attempt > TRIES) {
                return checked(answer);
            }
            close(answer);
            progress.accept("%s is busy: asking again in %d s".formatted(root(), wait));
            pause(wait);
        }
    }

    /** Sends a request as it is; the answer may be a refusal. */
    HttpResponse<InputStream> send(HttpRequest request) throws ServiceException {
        try {
            return client.send(request, BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw Failures.of(root(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceException(0, "interrupted while %s was asked".formatted(root()), e);
        }
    }

    /** How long to wait before the same is asked again [s]; 0 if that is of no use. */
    private static long wait(HttpResponse<?> answer) {
        boolean busy = answer.statusCode() == TOO_MANY || answer.statusCode() == UNAVAILABLE;
        String seconds = answer.headers().firstValue("Retry-After").orElse("");
        return busy && seconds.matches("\\d{1,9}") ? Math.max(1, Math.min(LONGEST_WAIT, Long.parseLong(seconds))) : 0;
    }

    static void pause(long seconds) throws ServiceException {
        try {
            Thread.sleep(1000 * seconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceException(0, "interrupted while waiting", e);
        }
    }

    /** The answer, if it is not a refusal. */
    HttpResponse<InputStream> checked(HttpResponse<InputStream> answer) throws ServiceException {
        if (answer.statusCode() >= 200 && answer.statusCode() < 300) {
            return answer;
        }
        throw Failures.of(
                root(),
                answer.statusCode(),
                isJson(answer) ? read(answer) : null,
                address.key().isPresent());
    }

    private JsonNode json(String path, HttpResponse<InputStream> answer) throws ServiceException {
        JsonNode json = isJson(answer) ? read(answer) : null;
        if (json == null || !json.isContainerNode()) {
            close(answer);
            throw new ServiceException(
                    answer.statusCode(),
                    "%s is not a service of temper: %s answers no JSON".formatted(root(), path),
                    null);
        }
        return json;
    }

    private static boolean isJson(HttpResponse<?> answer) {
        return answer.headers().firstValue("Content-Type").orElse("").matches("application/(problem\\+)?json\\b.*");
    }

    private @Nullable JsonNode read(HttpResponse<InputStream> answer) throws ServiceException {
        try (InputStream in = answer.body()) {
            byte[] body = in.readNBytes(LONGEST + 1);
            return body.length > LONGEST ? null : JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return null;
        } catch (IOException e) {
            throw Failures.of(root(), e);
        }
    }

    private static void close(HttpResponse<InputStream> answer) {
        try {
            answer.body().close();
        } catch (IOException e) {
            // nothing was wanted of it any more
        }
    }
}
