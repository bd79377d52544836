package io.temper.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Debian's Chromium without a window, driven by the DevTools protocol over its WebSocket. It keeps what the page said on the
 * console and which addresses it asked for.
 */
final class Chromium implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final Process process;
    private final WebSocket socket;
    private final AtomicInteger number = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /** The command, if it is installed. */
    static Optional<String> find() {
        return Stream.of(System.getenv("PATH").split(":"))
                .flatMap(f -> Stream.of("chromium", "chromium-browser").map(Path.of(f)::resolve))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    /** A browser with one empty page, with WebGL by SwiftShader; no host but loopback can be reached. */
    Chromium(String command, Path downloads) throws Exception {
        folder = Files.createTempDirectory("chromium");
        process = new ProcessBuilder(
                        command,
                        "--headless",
                        "--no-sandbox", // root has none
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + folder,
                        "--use-gl=angle",
                        "--use-angle=swiftshader",
                        "--enable-unsafe-swiftshader",
                        "--disable-dev-shm-usage",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--no-first-run",
                        "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1",
                        "about:blank")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(page(port()), new Listener())
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception | Error e) {
            process.destroyForcibly();
            throw e;
        }
        for (String domain : List.of("Page", "Runtime", "Network", "Log")) {
            send(domain + ".enable", Map.of());
        }
        send(
                "Browser.setDownloadBehavior",
                Map.of(
                        "behavior",
                        "allow",
                        "downloadPath",
                        downloads.toAbsolutePath().toString()));
    }

    private int port() throws Exception {
        Path file = folder.resolve("DevToolsActivePort");
        await(() -> Files.exists(file) && Files.size(file) > 0, "Chromium to start");
        return Integer.parseInt(Files.readAllLines(file).get(0));
    }

    private static URI page(int port) throws Exception {
        try (var in = URI.create("http://127.0.0.1:%d/json/list".formatted(port))
                .toURL()
                .openStream()) {
            for (JsonNode target : JSON.readTree(in)) {
                if (target.path("type").asText().equals("page")) {
                    return URI.create(target.path("webSocketDebuggerUrl").asText());
                }
            }
        }
        throw new IOException("Chromium has no page");
    }

    /** What is waited for. */
    @FunctionalInterface
    interface Condition {
        boolean holds() throws Exception;
    }

    static void await(Condition condition, String what) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("waited for %s", what).isLessThan(end);
            Thread.sleep(50);
        }
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                receive(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return CompletableFuture.completedStage(null);
        }
    }

    private void receive(String message) {
        try {
            JsonNode m = JSON.readTree(message);
            JsonNode parameters = m.path("params");
            if (m.has("id")) {
                CompletableFuture<JsonNode> answer = answers.remove(m.path("id").asInt());
                if (answer != null) {
                    answer.complete(m);
                }
                return;
            }
            switch (m.path("method").asText()) {
                case "Network.requestWillBeSent" ->
                    requests.add(parameters.path("request").path("url").asText());
                case "Page.javascriptDialogOpening" -> // every question is answered with yes
                    post(number.incrementAndGet(), "Page.handleJavaScriptDialog", Map.of("accept", true));
                case "Runtime.exceptionThrown" ->
                    errors.add(parameters.path("exceptionDetails").toString());
                case "Runtime.consoleAPICalled" -> {
                    if (List.of("error", "warning")
                            .contains(parameters.path("type").asText())) {
                        errors.add(parameters.path("args").toString());
                    }
                }
                case "Log.entryAdded" -> {
                    JsonNode entry = parameters.path("entry");
                    if (entry.path("level").asText().equals("error")) {
                        errors.add(entry.path("text").asText() + " "
                                + entry.path("url").asText());
                    }
                }
                default -> {}
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One command of the protocol, with its result. */
    JsonNode send(String method, Map<String, ?> parameters) throws Exception {
        int id = number.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        post(id, method, parameters).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        JsonNode m = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(m.path("error").isMissingNode()).as("%s: %s", method, m).isTrue();
        return m.path("result");
    }

    private CompletableFuture<WebSocket> post(int id, String method, Map<String, ?> parameters) throws IOException {
        return socket.sendText(JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true);
    }

    /** The value of a JavaScript expression, awaited if it is a promise. */
    JsonNode evaluate(String expression) throws Exception {
        JsonNode result =
                send("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        assertThat(result.path("exceptionDetails").isMissingNode())
                .as("%s: %s", expression, result)
                .isTrue();
        return result.path("result").path("value");
    }

    void open(URI address) throws Exception {
        send("Page.navigate", Map.of("url", address.toString()));
        await(() -> evaluate("document.readyState").asText().equals("complete"), address + " to load");
    }

    /** Waits until a JavaScript expression is true; while an element of it is not there yet it is not. */
    void await(String expression) throws Exception {
        String patient =
                "(() => { try { return !!(%s); } catch (e) { if (e instanceof TypeError) return false; throw e; } })()";
        await(() -> evaluate(patient.formatted(expression)).asBoolean(), expression);
    }

    /** Presses and releases a key, as the keyboard would. */
    void press(String key) throws Exception {
        Map<String, Integer> codes =
                Map.of("Tab", 9, "Enter", 13, " ", 32, "ArrowLeft", 37, "ArrowRight", 39, "Home", 36, "ArrowUp", 38);
        String text = key.equals("Enter") ? "\r" : key.length() == 1 ? key : "";
        int code = codes.getOrDefault(key, (int) Character.toUpperCase(key.charAt(0)));
        for (String type : List.of("keyDown", "keyUp")) {
            send(
                    "Input.dispatchKeyEvent",
                    Map.of(
                            "type",
                            type,
                            "key",
                            key,
                            "text",
                            type.equals("keyUp") ? "" : text,
                            "windowsVirtualKeyCode",
                            code));
        }
    }

    void type(String text) throws Exception {
        for (char c : text.toCharArray()) {
            press(String.valueOf(c));
        }
    }

    /** The window's size and colour scheme, {@code light} or {@code dark}. */
    void look(int width, int height, String scheme) throws Exception {
        send(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        send(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** A picture of the whole page. */
    void screenshot(Path png) throws Exception {
        JsonNode picture = send("Page.captureScreenshot", Map.of("captureBeyondViewport", true));
        Files.write(png, Base64.getDecoder().decode(picture.path("data").asText()));
    }

    /** What was reported on the console as an error or a warning. */
    List<String> errors() {
        return new ArrayList<>(errors);
    }

    /** Every address that was asked for. */
    List<String> requests() {
        return new ArrayList<>(requests);
    }

    @Override
    public void close() throws Exception {
        socket.abort();
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        children.forEach(ProcessHandle::destroyForcibly);
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(f -> f.toFile().delete());
        }
    }
}
