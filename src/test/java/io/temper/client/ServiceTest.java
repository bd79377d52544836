package io.temper.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.temper.design.DesignEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against servers that are not there, are others, refuse, are busy, and lose connections. */
class ServiceTest {
    @TempDir
    Path folder;

    private final List<String> progress = new ArrayList<>();
    private HttpServer server;
    private Service service;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        service = service(Optional.empty());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Service service(Optional<String> key) {
        return new Service(
                new ServiceAddress(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()), key),
                progress::add);
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            401 | {"detail": "x"}                      | needs an API key: set TEMPER_API_KEY, or give --api-key-file
            403 | {"detail": "only reading"}           | forbids it: only reading
            404 | {"detail": "there is no design 'a'"} | there is no design 'a'
            409 | {"detail": "cancel it first"}        | cancel it first
            500 | {"detail": "two\\nlines"}            | two lines
            404 | <html>                               | is not a service of temper: it answers with status 404
            200 | <html>                               | is not a service of temper: /designs/a answers no JSON
            200 | "text"                               | is not a service of temper
            302 | x                                    | is not a service of temper: it answers with status 302
            """)
    void get_refused_isOneLine(int status, String body, String message) {
        server.createContext(
                "/", e -> answer(e, status, body.startsWith("<") ? "text/html" : "application/json", body));
        assertThatThrownBy(() -> service.get("/designs/a"))
                .isInstanceOf(ServiceException.class)
                .message()
                .contains(message)
                .doesNotContain("\n");
    }

    @Test
    void get_keyThatIsNotKnown_isNotInTheMessage() {
        server.createContext("/", e -> answer(e, 401, "application/problem+json", "{}"));
        assertThatThrownBy(() -> service(Optional.of("temper_secret")).get("/designs"))
                .hasMessageContaining("does not know this API key")
                .message()
                .doesNotContain("secret");
    }

    @Test
    void get_key_isSentAsABearer() throws Exception {
        List<String> sent = new ArrayList<>();
        server.createContext("/", e -> {
            sent.add(e.getRequestHeaders().getFirst("Authorization"));
            answer(e, 200, "application/json", "{}");
        });
        service(Optional.of("temper_x")).get("/designs");
        assertThat(sent).containsExactly("Bearer temper_x");
    }

    @Test
    void get_nobodyThere_saysHowToStartOne() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        Service nobody = new Service(
                new ServiceAddress(URI.create("http://127.0.0.1:" + free), Optional.empty()), progress::add);
        assertThatThrownBy(() -> nobody.get("/designs"))
                .hasMessage(
                        "no service answers at http://127.0.0.1:%d: start one with 'serve', or name another with --server"
                                .formatted(free));
    }

    @Test
    void post_busyTwice_isSentAgainWithTheSameKey() throws Exception {
        List<String> keys = new ArrayList<>();
        server.createContext("/designs", e -> {
            keys.add(e.getRequestHeaders().getFirst("Idempotency-Key"));
            e.getResponseHeaders().set("Retry-After", "1");
            answer(e, keys.size() < 3 ? 429 : 201, "application/json", "{\"id\": \"a\"}");
        });
        assertThat(service.post("/designs", null, Map.of("Idempotency-Key", "k"))
                        .get("id")
                        .asText())
                .isEqualTo("a");
        assertThat(keys).containsExactly("k", "k", "k");
        assertThat(progress).hasSize(2).allMatch(line -> line.contains("is busy: asking again in 1 s"));
    }

    @Test
    void watch_lostConnections_showEachEventOnce() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        List<String> resumed = new ArrayList<>();
        server.createContext("/designs/a/events", e -> {
            resumed.add(String.valueOf(e.getRequestHeaders().getFirst("Last-Event-ID")));
            int n = connections.incrementAndGet();
            // the second connection repeats an event, and breaks off within the next
            StringBuilder events = new StringBuilder();
            for (int i = n == 1 ? 1 : 2; i <= n + 1; i++) {
                events.append("id:%d\nevent:verify\ndata:{\"number\": %d, \"time\": \"2026-01-01T00:00:00Z\","
                                .formatted(i, i))
                        .append("\ndata:\"stage\": \"verify\", \"message\": \"m%d\", \"evaluations\": %d}\n\n"
                                .formatted(i, i));
            }
            events.append("id:9\ndata:{\"number\": 9,");
            answer(e, 200, "text/event-stream", events.toString());
        });
        server.createContext(
                "/designs/a",
                e -> answer(
                        e,
                        200,
                        "application/json",
                        "{\"status\": \"%s\"}".formatted(connections.get() < 3 ? "running" : "succeeded")));
        List<DesignEvent> seen = new ArrayList<>();

        assertThat(new DesignWatch(service, "a", seen::add, progress::add)
                        .toTheEnd()
                        .get("status")
                        .asText())
                .isEqualTo("succeeded");

        assertThat(seen).extracting(DesignEvent::number).containsExactly(1, 2, 3, 4);
        assertThat(seen).extracting(DesignEvent::message).containsExactly("m1", "m2", "m3", "m4");
        assertThat(resumed).containsExactly("null", "2", "3");
    }

    @Test
    void watch_unknownDesign_isNotTriedAgain() {
        AtomicInteger asked = new AtomicInteger();
        server.createContext("/", e -> {
            asked.incrementAndGet();
            answer(e, 404, "application/problem+json", "{\"detail\": \"there is no design 'a'\"}");
        });
        assertThatThrownBy(() -> new DesignWatch(service, "a", e -> {}, progress::add).toTheEnd())
                .hasMessage("there is no design 'a'");
        assertThat(asked).hasValue(1);
    }

    @Test
    void download_brokenOff_leavesNothing() throws Exception {
        server.createContext("/", e -> {
            e.sendResponseHeaders(200, 1000);
            e.getResponseBody().write(new byte[10]);
            e.getResponseBody().flush();
            e.getHttpContext().getServer().stop(0);
        });
        assertThatThrownBy(() -> service.download("/x", folder.resolve("x"))).isInstanceOf(IOException.class);
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "ftp://a",
                "http://",
                "http://u:p@a",
                "http://a?b",
                "http://a b",
                "file:///etc/passwd"
            })
    void address_notOne_isRefused(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServiceAddress.of(address, null, Map.of()))
                .withMessageContaining("is not an address such as");
    }

    @Test
    void address_optionsAndVariables_optionsGoFirst() throws Exception {
        Path key = Files.writeString(folder.resolve("key"), "temper_file\n");
        Map<String, String> variables =
                Map.of(ServiceAddress.SERVER, "http://variable:1/", ServiceAddress.KEY, "temper_variable");

        assertThat(ServiceAddress.of(null, null, Map.of())).isEmpty();
        assertThat(ServiceAddress.of(null, null, variables))
                .contains(new ServiceAddress(URI.create("http://variable:1"), Optional.of("temper_variable")));
        assertThat(ServiceAddress.of("https://option", key, variables))
                .contains(new ServiceAddress(URI.create("https://option"), Optional.of("temper_file")));
        Path bad = Files.writeString(folder.resolve("bad"), "two\nlines");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServiceAddress.of("http://a", bad, variables))
                .withMessageContaining("holds no API key");
    }

    @Test
    void design_idOfAnySigns_staysOneSegment() {
        assertThat(Service.design("../a b?c#d/é")).isEqualTo("/designs/..%2Fa%20b%3Fc%23d%2F%C3%A9");
    }
}
