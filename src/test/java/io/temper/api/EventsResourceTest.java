package io.temper.api;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.temper.events.Signature;
import io.temper.material.Microstructure;
import io.temper.material.NpyFormat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;

/** Events over HTTP, as webhooks and as files, with the shipped routes. */
@QuarkusTest
@TestProfile(EventsResourceTest.Events.class)
class EventsResourceTest {
    private static final Path FILES = Path.of("target/event-files").toAbsolutePath();
    private static final Path DROPPED = Path.of("target/event-drop").toAbsolutePath();

    public static class Events implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "temper.events", "folder",
                    "temper.events.folder", DROPPED.toString(),
                    "temper.events.roots", FILES.toString(),
                    "temper.events.debounce", "50ms",
                    "temper.events.solver", "analytic",
                    "temper.events.webhook.tiled.secret", "between us",
                    "temper.events.webhook.lims.secret", "another",
                    "temper.events.webhook.lims.signature-header", "X-Signature");
        }
    }

    private static String event(String id, String subject, String type, String data) {
        return """
                {"specversion": "1.0", "id": "%s", "source": "lab", "type": "io.temper.%s", "subject": "%s", "time": "%s", "data": %s}""".formatted(id, type, subject, Instant.now(), data);
    }

    private static Response post(String event) {
        return given().contentType("application/cloudevents+json").body(event).post("/events");
    }

    private static Path voxels(String name, int seed) throws Exception {
        byte[] voxels = new byte[8 * 8 * 8];
        new java.util.SplittableRandom(seed).nextBytes(voxels);
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] &= 1;
        }
        Files.createDirectories(FILES);
        Path file = FILES.resolve(name);
        new NpyFormat().write(file, new Microstructure(8, 8, 8, voxels));
        return file;
    }

    private static String file(Path file) {
        return "{\"file\": \"%s\"}".formatted(file);
    }

    private static JsonPath ended(String address) {
        await().atMost(Duration.ofMinutes(1))
                .until(() ->
                        !when().get(address).jsonPath().getString("event.state").matches("accepted|running"));
        return when().get(address).jsonPath();
    }

    private static String specimen(int seed) throws Exception {
        String name = "S-" + UUID.randomUUID();
        Response told = post(event(name, name, "microstructure.changed", file(voxels(name + ".npy", seed))));
        assertThat(told.statusCode()).as(told.asString()).isEqualTo(202);
        assertThat(ended(told.header("Location")).getString("event.state")).isEqualTo("done");
        return name;
    }

    @Test
    void post_newMicrostructure_isRunOnceAndLeavesATrail() throws Exception {
        String event = event("n1", "N1", "microstructure.changed", file(voxels("n1.npy", 1)));
        Response first = post(event);
        assertThat(first.statusCode()).as(first.asString()).isEqualTo(202);
        JsonPath view = ended(first.header("Location"));

        assertThat(view.getString("event.state")).isEqualTo("done");
        assertThat(view.getList("runs")).hasSize(1);
        assertThat(view.getBoolean("runs[0].result.unsure")).isTrue();
        assertThat(view.getDouble("runs[0].result.simulation.C11")).isPositive();
        assertThat(view.getList("trail.what"))
                .isEqualTo(java.util.List.of("accepted", "its run begins", "its run is done"));

        Response again = post(event);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        post(event.replace("n1.npy", "n2.npy"))
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("detail", containsString("was used for other content"));
    }

    @Test
    void post_measurementThatContradicts_isADiscrepancy() throws Exception {
        String name = specimen(2);
        String measured = "{\"property\": \"C11\", \"value\": %s, \"unit\": \"MPa\", \"uncertainty\": 100}";
        JsonPath far = ended(post(event(name + "a", name, "property.measured", measured.formatted("200000")))
                .header("Location"));
        assertThat(far.getBoolean("runs[0].result.comparison.contradicts")).isTrue();
        assertThat(far.getDouble("runs[0].result.comparison.measured")).isEqualTo(200);
        double simulated = far.getDouble("runs[0].result.comparison.simulated");

        JsonPath near = ended(post(event(name + "b", name, "property.measured", measured.formatted(1000 * simulated)))
                .header("Location"));
        assertThat(near.getBoolean("runs[0].result.comparison.contradicts")).isFalse();
    }

    @Test
    void post_measuredPhases_areSimulatedAnew() throws Exception {
        String name = specimen(3);
        JsonPath soft = ended(post(event(
                        name + "p", name, "phases.changed", "{\"hard\": {\"E\": {\"value\": 60, \"unit\": \"GPa\"}}}"))
                .header("Location"));
        assertThat(soft.getString("runs[0].result.hard_E_GPa_nu")).isEqualTo("60.0:0.3");
        assertThat(soft.getDouble("runs[0].result.simulation.C11")).isPositive();
    }

    @Test
    void post_batch_saysWhatBecameOfEach() throws Exception {
        String good = event("b1", "B1", "phases.changed", "{\"soft\": {\"nu\": 0.29}}");
        given().contentType("application/cloudevents-batch+json")
                .body("[%s, %s, {\"specversion\": \"1.0\"}]".formatted(good, good))
                .post("/events")
                .then()
                .statusCode(202)
                .body("status", is(java.util.List.of(202, 200, 400)))
                .body("[2].detail", containsString("id"));
    }

    @Test
    void post_binaryMode_isAnEventToo() {
        given().contentType(ContentType.JSON)
                .header("ce-specversion", "1.0")
                .header("ce-id", "binary-1")
                .header("ce-source", "lab")
                .header("ce-type", "io.temper.phases.changed")
                .header("ce-subject", "B2")
                .body("{\"soft\": {\"nu\": 0.28}}")
                .post("/events")
                .then()
                .statusCode(202)
                .body("id", is("binary-1"));
    }

    @Test
    void post_filesThatCannotBe_areRefusedAndReplayed() throws Exception {
        post(event("f1", "F", "microstructure.changed", "{\"file\": \"/etc/hostname\"}"))
                .then()
                .statusCode(422)
                .body("detail", containsString("in none of the folders of temper.events.roots"));
        Files.createDirectories(FILES);
        Files.deleteIfExists(FILES.resolve("way-out"));
        Files.createSymbolicLink(FILES.resolve("way-out"), Path.of("/etc/hostname"));
        post(event("f2", "F", "microstructure.changed", file(FILES.resolve("way-out"))))
                .then()
                .statusCode(422)
                .body("detail", containsString("in none of the folders"));
        String name = "late-" + UUID.randomUUID() + ".npy";
        post(event(name, "F", "microstructure.changed", file(FILES.resolve(name))))
                .then()
                .statusCode(422)
                .body("detail", containsString("is not there"));

        int letter = when().get("/dead-letters?limit=1").jsonPath().getInt("items[0].number");
        String replay = "/dead-letters/" + letter + "/replay";
        when().post(replay).then().statusCode(422);
        voxels(name, 5);
        when().post(replay).then().statusCode(202).body("id", is(name));
        when().get("/dead-letters?limit=1").then().body("items[0].state", is("replayed"));
    }

    @Test
    void post_unfit_isABadRequestAndADeadLetter() {
        post("{\"specversion\": \"1.0\"").then().statusCode(400).body("detail", containsString("no JSON"));
        post(event(
                        "u1",
                        "U",
                        "property.measured",
                        "{\"property\": \"C11\", \"value\": 5, \"unit\": \"psi\", \"uncertainty\": 1}"))
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString("unit"));
        when().get("/dead-letters").then().body("items.reason", hasItem(containsString("unit")));
    }

    @Test
    void list_byStateAndSubject_isThose() throws Exception {
        String name = specimen(6);
        when().get("/events?state=done&subject=" + name).then().body("items.subject", is(java.util.List.of(name)));
        when().get("/events?state=gone").then().statusCode(422).body("detail", containsString("none of accepted"));
        when().get("/events?limit=0").then().statusCode(400);
        when().get("/events/999999999").then().statusCode(404);
        when().get("/runs?limit=1").then().statusCode(200).body("items.size()", is(1));
    }

    private static Response hook(String name, String body, String header, String signature, String id) {
        return given().contentType(ContentType.JSON)
                .header(header, signature)
                .header("X-Tiled-Event-ID", id)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post("/webhooks/" + name);
    }

    private static String tiled(Instant time) {
        return """
                {"type": "container-child-created", "timestamp": "%s", "key": "scan", "metadata": {"temper":
                 {"type": "io.temper.phases.changed", "subject": "T1", "data": {"soft": {"nu": 0.27}}}}}""".formatted(time);
    }

    @Test
    void webhook_asTiledSigns_isTakenOnce() {
        String body = tiled(Instant.now());
        String signature = Signature.of(body.getBytes(StandardCharsets.UTF_8), "between us");
        String id = UUID.randomUUID().toString();

        assertThat(hook("tiled", body, "X-Tiled-Signature", signature, id).statusCode())
                .isEqualTo(202);
        assertThat(hook("tiled", body, "X-Tiled-Signature", signature, id).statusCode())
                .as("delivered again")
                .isEqualTo(200);
    }

    @Test
    void webhook_unsignedWronglySignedOrStale_isRefusedWithARecord() {
        String body = tiled(Instant.now());
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String right = Signature.of(bytes, "between us");
        hook("tiled", body, "X-Other", right, "1").then().statusCode(401).contentType("application/problem+json");
        assertThat(hook("tiled", body + " ", "X-Tiled-Signature", right, "1").statusCode())
                .as("another body")
                .isEqualTo(401);
        hook("lims", body, "X-Signature", right, "1").then().statusCode(401);
        hook("nobody", body, "X-Tiled-Signature", right, "1").then().statusCode(404);
        for (long off : new long[] {-301, 302}) {
            String stale = tiled(Instant.now().plusSeconds(off));
            String signed = Signature.of(stale.getBytes(StandardCharsets.UTF_8), "between us");
            hook("tiled", stale, "X-Tiled-Signature", signed, "1")
                    .then()
                    .statusCode(401)
                    .body("detail", containsString("of its window"));
        }
        when().get("/dead-letters")
                .then()
                .body("items.reason", hasItem(containsString("is not the signature")))
                .body("items.reason", hasItem(containsString("of its window")));
    }

    @Test
    void folder_filesDropped_areTakenAndMoved() throws Exception {
        for (String left : new String[] {".done", ".failed"}) { // by an earlier run of this test
            FileUtils.deleteDirectory(DROPPED.resolve(left).toFile());
        }
        Files.createDirectories(DROPPED);
        Files.move(voxels("blade.npy", 7), DROPPED.resolve("blade.npy"));
        Files.writeString(DROPPED.resolve("bad.json"), "{\"specversion\": \"1.0\"}");

        await().atMost(Duration.ofMinutes(1))
                .until(() -> count(".done", "blade.npy") > 0 && count(".failed", "bad.json") > 0);
        assertThat(when().get("/events?subject=blade").jsonPath().getList("items"))
                .isNotEmpty();
        when().get("/dead-letters").then().body("items.origin", hasItem("folder"));
    }

    private static long count(String folder, String ending) throws Exception {
        if (!Files.isDirectory(DROPPED.resolve(folder))) {
            return 0;
        }
        try (var files = Files.list(DROPPED.resolve(folder))) {
            return files.filter(f -> f.toString().endsWith(ending)).count();
        }
    }
}
