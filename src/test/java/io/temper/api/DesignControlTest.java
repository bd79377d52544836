package io.temper.api;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.temper.app.Designs;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Designs are interrupted, taken up again, copied and forgotten. */
@QuarkusTest
@TestProfile(DesignControlTest.SmallQueue.class)
class DesignControlTest {
    /** A queue that can be filled. */
    public static final class SmallQueue implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("temper.queue.capacity", "40");
        }
    }

    private static final String BODY = """
            {"target": {"C11": 35}, "seed": 3, "solver": "gated", "name": "%s", "priority": %d,
             "budget": {"evaluations": 30, "seconds": 100}}""";

    @Inject
    GatedSolver solver;

    @Inject
    Designs designs;

    @AfterEach
    void endAll() throws InterruptedException {
        List<String> open = given().get("/designs?status=queued,running,paused&limit=200")
                .jsonPath()
                .getList("designs.id");
        open.forEach(id -> when().post("/designs/" + id + "/cancel"));
        for (String id : open) {
            await(id, "cancelled", "succeeded");
        }
        solver.reset();
    }

    private static String post(String name, int priority) {
        return given().contentType(ContentType.JSON)
                .body(BODY.formatted(name, priority))
                .post("/designs")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static ValidatableResponse await(String id, String... statuses) throws InterruptedException {
        String status = "";
        for (int i = 0; i < 1_000; i++) {
            status = when().get("/designs/" + id).path("status");
            if (List.of(statuses).contains(status)) {
                return when().get("/designs/" + id).then();
            }
            Thread.sleep(20);
        }
        throw new AssertionError("design %s is %s".formatted(id, status));
    }

    private void awaitWaiting(int threads) throws InterruptedException {
        for (int i = 0; i < 1_000 && solver.permits.getQueueLength() < threads; i++) {
            Thread.sleep(20);
        }
        assertThat(solver.permits.getQueueLength()).as("designs that solve").isEqualTo(threads);
    }

    @Test
    void pause_whileItSolves_finishesTheEvaluationAndRestsUntilResumed() throws Exception {
        String id = post("paused", 0);
        awaitWaiting(1);
        when().post("/designs/" + id + "/pause").then().statusCode(202);
        when().get("/designs/" + id).then().body("status", is("running")).body("progress.secondsLeft", notNullValue());
        solver.permits.release();
        await(id, "paused")
                .body("reason", is("paused by request"))
                .body("progress.evaluations", is(1))
                .body("progress.secondsLeft", nullValue())
                .body("candidates", hasSize(greaterThan(0)));
        when().post("/designs/" + id + "/pause").then().statusCode(409).body("detail", containsString("is paused"));

        when().post("/designs/" + id + "/resume").then().statusCode(202);
        solver.permits.release(100);
        await(id, "succeeded").body("progress.evaluations", greaterThan(2)).body("ended", notNullValue());
        assertThat(solver.solved())
                .as("none solved twice")
                .hasSize(when().get("/designs/" + id).path("progress.evaluations"));
        when().post("/designs/" + id + "/resume").then().statusCode(409).contentType("application/problem+json");
    }

    @Test
    void cancel_whileItSolves_endsAtOnceAndKeepsWhatWasFound() throws Exception {
        String id = post("cancelled", 0);
        solver.permits.release();
        awaitWaiting(1);
        when().post("/designs/" + id + "/cancel").then().statusCode(202);

        await(id, "cancelled")
                .body("progress.evaluations", is(1))
                .body("candidates.find { it.file }.file", notNullValue());
        assertThat(solver.permits.getQueueLength()).isZero();
        when().get("/designs/" + id + "/files/report.json").then().body("status", is("cancelled"));
        when().get("/designs/" + id + "/report.html").then().statusCode(200);
        when().post("/designs/" + id + "/cancel").then().statusCode(409);
        String events = given().get("/designs/" + id + "/events").asString();
        assertThat(events).contains("cancelled by request");
    }

    @Test
    void queue_moreThanAreWorkedAt_goByPriorityThenAgeAndShareTheSolver() throws Exception {
        String first = post("a", 0);
        String second = post("b", 0);
        awaitWaiting(2);
        String low = post("low", -1);
        String old = post("old", 2);
        String late = post("late", 2);
        when().post("/designs/" + low + "/pause").then().statusCode(202).body("status", is("paused"));
        when().post("/designs/" + low + "/resume").then().statusCode(202).body("status", is("queued"));
        solver.permits.release(200);
        for (String id : List.of(first, second, low, old, late)) {
            await(id, "succeeded");
        }

        List<String> solved = solver.solved();
        List<String> order = new ArrayList<>(new LinkedHashSet<>(solved));
        assertThat(order.subList(0, 2)).containsExactlyInAnyOrder(first, second);
        assertThat(order.subList(2, 4)).as("two are worked at together").containsExactlyInAnyOrder(old, late);
        assertThat(order.get(4)).isEqualTo(low);
        int lastOfFirst = solved.lastIndexOf(first);
        assertThat(solved.subList(0, lastOfFirst)).as("in turn").contains(second);
    }

    @Test
    void clone_withAMergePatch_isTheSameButForIt() throws Exception {
        String id = post("original", 1);
        when().post("/designs/" + id + "/clone")
                .then()
                .statusCode(201)
                .body("request.target.C11", is(35f))
                .body("request.seed", is(3))
                .body("name", is("original"));
        given().contentType("application/merge-patch+json")
                .body("""
                        {"target": {"C11": null, "C33": 40}, "name": null, "tolerance": 0.05}""")
                .post("/designs/" + id + "/clone")
                .then()
                .statusCode(201)
                .body("target", equalTo(Map.of("C33", 40f)))
                .body("tolerance", is(0.05f))
                .body("name", nullValue())
                .body("request.solver", is("gated"))
                .body("request.priority", is(1));
        given().body("{\"tolerence\": 1}")
                .post("/designs/" + id + "/clone")
                .then()
                .statusCode(400);
        given().body("[1]").post("/designs/" + id + "/clone").then().statusCode(400);
        given().body("{").post("/designs/" + id + "/clone").then().statusCode(400);
    }

    @Test
    void delete_endedDesign_isGoneWithItsFiles() throws Exception {
        String id = post("deleted", 0);
        when().delete("/designs/" + id).then().statusCode(409).body("detail", containsString("cancel it first"));
        solver.permits.release(100);
        await(id, "succeeded");
        assertThat(designs.folder(id)).exists();
        for (int i = 0; i < 100 && when().delete("/designs/" + id).statusCode() != 204; i++) {
            Thread.sleep(20); // its page is being written
        }
        when().get("/designs/" + id).then().statusCode(404);
        assertThat(Files.exists(designs.folder(id))).isFalse();
    }

    @Test
    void post_sameIdempotencyKey_isTheSameDesign() {
        String key = UUID.randomUUID().toString();
        List<String> ids = new ArrayList<>();
        for (int status : new int[] {201, 200}) {
            ids.add(given().contentType(ContentType.JSON)
                    .header("Idempotency-Key", key)
                    .body(BODY.formatted("once", 0))
                    .post("/designs")
                    .then()
                    .statusCode(status)
                    .header("Location", containsString("/designs/"))
                    .extract()
                    .path("id"));
        }
        assertThat(new HashSet<>(ids)).hasSize(1);
        given().contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(BODY.formatted("other", 0))
                .post("/designs")
                .then()
                .statusCode(409)
                .body("detail", containsString(ids.get(0)));
        given().contentType(ContentType.JSON)
                .header("Idempotency-Key", "with space")
                .body(BODY.formatted("once", 0))
                .post("/designs")
                .then()
                .statusCode(400);
    }

    @Test
    void post_queueFull_isRefusedWithRetryAfterAndNothingIsLost() {
        int accepted = 0;
        int refused = 0;
        for (int i = 0; i < 60; i++) {
            var response = given().contentType(ContentType.JSON)
                    .body(BODY.formatted("burst", 0))
                    .post("/designs");
            if (response.statusCode() == 201) {
                accepted++;
            } else {
                response.then()
                        .statusCode(429)
                        .contentType("application/problem+json")
                        .header("Retry-After", notNullValue())
                        .body("detail", containsString("40 designs are waiting"));
                refused++;
            }
        }
        assertThat(accepted).isBetween(40, 42);
        assertThat(accepted + refused).isEqualTo(60);
        when().get("/designs?text=burst&limit=200&status=queued,running").then().body("designs", hasSize(accepted));
    }

    @Test
    void list_pages_followEachOther() {
        for (int i = 0; i < 5; i++) {
            post("page & " + i, 0);
        }
        List<String> names = new ArrayList<>();
        String next = "/designs?text=page%20%26&limit=2";
        while (next != null) {
            var page = given().urlEncodingEnabled(false).get(next).then().statusCode(200);
            names.addAll(page.extract().path("designs.name"));
            page.body("counts.paused", notNullValue());
            next = page.extract().path("next");
        }
        assertThat(names)
                .hasSize(5)
                .doesNotHaveDuplicates()
                .startsWith("page & 4")
                .endsWith("page & 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"status=asleep", "limit=0", "limit=201", "after=x", "after=x~y"})
    void list_badQuery_isAProblem(String query) {
        when().get("/designs?" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString(query.substring(query.indexOf('=') + 1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pause", "resume", "cancel", "clone"})
    void control_unknownDesign_isAProblem(String what) {
        when().post("/designs/none/" + what).then().statusCode(404).body("detail", is("there is no design 'none'"));
    }

    @Test
    void file_knownTag_isNotSentAgain() throws Exception {
        String id = post("tag", 0);
        solver.permits.release(100);
        await(id, "succeeded");
        String file = "/designs/" + id + "/files/mode1.npy";
        String tag = when().get(file).then().statusCode(200).extract().header("ETag");
        assertThat(tag).matches("\"[0-9a-f]{32}\"");
        given().header("If-None-Match", tag).get(file).then().statusCode(304).header("ETag", is(tag));
        given().header("If-None-Match", "\"stale\"").get(file).then().statusCode(200);
    }
}
