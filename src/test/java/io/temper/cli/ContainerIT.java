package io.temper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The images' entry point and health check, run without a container. */
class ContainerIT {
    private static final Path DOCKER = Path.of("docker").toAbsolutePath();

    @TempDir
    Path data;

    private int port;
    private @Nullable Process service;

    @BeforeEach
    void choosePort() throws Exception {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
    }

    @AfterEach
    void stop() {
        if (service != null) {
            service.destroyForcibly();
        }
    }

    private Process start(String script, String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(DOCKER.resolve(script).toString());
        builder.command().addAll(java.util.List.of(arguments));
        builder.environment()
                .putAll(Map.of(
                        "TEMPER_DATA", data.resolve("kept").toString(),
                        "QUARKUS_HTTP_PORT", Integer.toString(port),
                        "TEMPER_AUTHENTICATION", "true"));
        return builder.directory(data.toFile())
                .redirectError(data.resolve("log").toFile())
                .start();
    }

    private int run(String script, String... arguments) throws Exception {
        Process process = start(script, arguments);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void entrypoint_withoutAKey_doesNotStartAndSaysWhatToDo() throws Exception {
        assertThat(run("entrypoint.sh", "serve")).isEqualTo(1);
        assertThat(data.resolve("log")).content().contains("needs an API key").contains("temper key add NAME");
    }

    @Test
    void entrypoint_withAKey_servesAndEndsWhenAsked() throws Exception {
        assertThat(run("healthcheck.sh")).as("nothing is there yet").isNotZero();
        Process made = start("entrypoint.sh", "key", "add", "me");
        String key = new com.fasterxml.jackson.databind.ObjectMapper()
                .readTree(made.getInputStream())
                .path("key")
                .asText();

        service = start("entrypoint.sh", "serve");
        for (int i = 0; i < 600 && run("healthcheck.sh") != 0; i++) {
            assertThat(service.isAlive())
                    .as(Files.readString(data.resolve("log")))
                    .isTrue();
            TimeUnit.MILLISECONDS.sleep(100);
        }
        assertThat(run("healthcheck.sh")).isZero();
        assertThat(get("/designs").statusCode()).isEqualTo(401);
        assertThat(get("/designs", "Authorization", "Bearer " + key).statusCode())
                .isEqualTo(200);

        service.destroy();
        assertThat(service.waitFor(30, TimeUnit.SECONDS)).isTrue();
        try (var files = Files.list(data)) {
            assertThat(files.map(f -> f.getFileName().toString())).containsExactlyInAnyOrder("kept", "log");
        }
    }
}
