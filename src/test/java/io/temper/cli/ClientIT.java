package io.temper.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temper.cli.Jar.Ended;
import io.temper.material.MicrostructureFormats;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line as the client of a running service that asks for a key: two processes, the packaged application each. */
class ClientIT {
    @TempDir
    static Path folder;

    private static Jar jar;
    private static String root;
    private static String key;
    private static Process service;

    private final Map<String, String> client = new HashMap<>(Map.of("TEMPER_API_KEY", key, "TEMPER_SERVER", root));

    @BeforeAll
    static void serve() throws Exception {
        jar = new Jar(folder);
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            root = "http://127.0.0.1:" + free.getLocalPort();
        }
        Ended added = jar.run(Map.of(), "key", "--keys", "keys", "add", "tester");
        assertThat(added.exit()).as(added.err()).isZero();
        key = added.json().get("key").asText();
        service = jar.builder(
                        Map.of(
                                "QUARKUS_HTTP_PORT",
                                        Integer.toString(URI.create(root).getPort()),
                                "TEMPER_API_KEYS", folder.resolve("keys").toString(),
                                "TEMPER_AUTHENTICATION", "true"),
                        "serve")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("service.log").toFile())
                .start();
        await(() -> ready(), "the service");
    }

    @AfterAll
    static void stop() throws Exception {
        service.destroy();
        if (!service.waitFor(30, TimeUnit.SECONDS)) {
            service.destroyForcibly();
        }
    }

    private static boolean ready() {
        try {
            HttpURLConnection health = (HttpURLConnection)
                    URI.create(root + "/q/health/live").toURL().openConnection();
            return health.getResponseCode() == 200;
        } catch (java.io.IOException e) {
            return false;
        }
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition, String what) throws Exception {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("waiting for " + what).isLessThan(end);
            Thread.sleep(200);
        }
    }

    private Ended temper(String... command) throws Exception {
        return jar.run(client, command);
    }

    private JsonNode json(String... command) throws Exception {
        Ended ended = temper(command);
        assertThat(ended.exit()).as(ended.err()).isZero();
        return ended.json();
    }

    @Test
    void design_onTheService_endsAsOneMadeHere() throws Exception {
        Ended ended = temper("design", "--target", "C11=35", "--name", "first", "--out", "c11-35");

        assertThat(ended.exit()).as(ended.err()).isZero();
        JsonNode design = ended.json();
        assertThat(design.get("status").asText()).isEqualTo("succeeded");
        assertThat(ended.err()).contains("at " + root, "  infer", "  verify", "report: c11-35/report.html");
        assertThat(folder.resolve("c11-35/report.html")).content().contains("C11 = 35 GPa");
        String file = design.at("/candidates/0/file").asText();
        assertThat(folder.resolve(file)).exists();
        assertThat(MicrostructureFormats.read(folder.resolve(file.replace(".npy", ".vti"))))
                .isEqualTo(MicrostructureFormats.read(folder.resolve(file)));
        JsonNode again = jar.run(Map.of(), "simulate", file).json();
        assertThat(again.at("/C/0/0").asDouble())
                .isCloseTo(design.at("/candidates/0/verified/C11").asDouble(), within(1e-9));

        JsonNode listed = json("designs", "list", "--status", "succeeded");
        String id = listed.get("id").asText();
        assertThat(listed.get("name").asText()).isEqualTo("first");
        assertThat(json("designs", "show", id).get("status").asText()).isEqualTo("succeeded");
        assertThat(json("designs", "fetch", id, "--out", "again"))
                .isEqualTo(read(ended.out().replace("c11-35/", "again/")));
        Ended refused = temper("designs", "pause", id);
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).hasLineCount(1);
        assertThat(json("designs", "delete", id).get("deleted").asText()).isEqualTo(id);
        Ended gone = temper("designs", "watch", id);
        assertThat(gone.exit()).isEqualTo(1);
        assertThat(gone.err()).hasLineCount(1).contains("there is no design '" + id + "'");
    }

    @Test
    void design_clientInterrupted_goesOnAndSaysHowToWatchIt() throws Exception {
        Path err = folder.resolve("client.err");
        Process design = jar.builder(client, "design", "--target", "C11=35", "--tolerance", "0.01%", "--out", "d")
                .redirectError(err.toFile())
                .start();
        await(() -> Files.readString(err).contains("infer"), "the design to begin");
        new ProcessBuilder("kill", "-TERM", Long.toString(design.pid())).start().waitFor();
        assertThat(design.waitFor(120, TimeUnit.SECONDS)).isTrue();

        String said = Files.readString(err);
        assertThat(said).contains("goes on at " + root, "temper designs --server %s watch".formatted(root));
        JsonNode going = json("designs");
        String id = going.get("id").asText();
        assertThat(List.of("queued", "running", "succeeded"))
                .contains(going.get("status").asText());
        JsonNode copy = json("designs", "clone", id, "--changes", "{\"name\": \"copy\", \"priority\": -1}");
        assertThat(copy.get("name").asText()).isEqualTo("copy");
        json("designs", "cancel", copy.get("id").asText());
        Ended watched = temper("designs", "watch", copy.get("id").asText());
        assertThat(watched.exit()).isEqualTo(1);
        assertThat(watched.json().get("status").asText()).isEqualTo("cancelled");
        json("designs", "delete", copy.get("id").asText());
        temper("designs", "cancel", id); // unless it has ended
        await(() -> temper("designs", "delete", id).exit() == 0, "the design to end");
    }

    @Test
    void events_sentAndRefused_areListedWithTheirReasons() throws Exception {
        Files.writeString(folder.resolve("events.json"), """
                [{"specversion": "1.0", "id": "1", "source": "lab", "type": "io.temper.phases.changed", "subject": "S1",
                  "data": {"hard": {"E": {"value": 118000, "unit": "MPa"}}}},
                 {"specversion": "1.0", "id": "2", "source": "lab", "type": "io.temper.phases.changed", "subject": "S2",
                  "data": {"hard": {"E": {"value": 118, "unit": "furlong"}}}}]""");
        JsonNode sent = json("events", "send", "events.json");
        assertThat(sent.at("/0/status").asInt()).isEqualTo(202);
        assertThat(sent.at("/1/status").asInt()).isEqualTo(400);

        JsonNode listed = json("events", "list", "--subject", "S1");
        assertThat(listed.at("/data/hard/E/value").asDouble()).isEqualTo(118);
        JsonNode refused = json("events", "refused");
        assertThat(refused.get("raw").asText()).contains("furlong");
        Ended again =
                temper("events", "refused", "--replay", refused.get("number").asText());
        assertThat(again.exit()).isEqualTo(1);
        assertThat(again.err()).hasLineCount(1).contains("unit");
    }

    @Test
    void designs_whatGoesWrong_isOneLine() throws Exception {
        client.remove("TEMPER_API_KEY");
        assertThat(temper("designs").err()).hasLineCount(1).contains("needs an API key: set TEMPER_API_KEY");
        Files.writeString(folder.resolve("wrong"), "temper_wrong");
        assertThat(temper("designs", "--api-key-file", "wrong", "list").err())
                .hasLineCount(1)
                .contains("does not know this API key");
        Ended nobody = temper("design", "--server", "http://127.0.0.1:1", "--target", "C11=35", "--out", "none");
        assertThat(nobody.exit()).isEqualTo(1);
        assertThat(nobody.err()).hasLineCount(1).contains("no service answers at http://127.0.0.1:1");
        assertThat(folder.resolve("none")).doesNotExist();
        client.remove("TEMPER_SERVER");
        assertThat(temper("designs", "list").exit()).isEqualTo(2);
        assertThat(temper("designs", "list", "--server", "127.0.0.1:1").exit()).isEqualTo(2);
    }

    private static JsonNode read(String json) throws Exception {
        return new ObjectMapper().readTree(json);
    }
}
