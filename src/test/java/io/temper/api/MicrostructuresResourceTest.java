package io.temper.api;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.arc.Unremovable;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.JsonConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import io.restassured.response.ValidatableResponse;
import io.temper.dream3d.Dream3dFormat;
import io.temper.fem.FemException;
import io.temper.fem.FemProblem;
import io.temper.fem.FemResult;
import io.temper.fem.FemSolver;
import io.temper.material.Microstructure;
import io.temper.material.MicrostructureFormats;
import io.temper.material.NpyFormat;
import io.temper.material.Phases;
import io.temper.material.Property;
import io.temper.material.Stiffness;
import jakarta.inject.Singleton;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Microstructures over HTTP. */
@QuarkusTest
class MicrostructuresResourceTest {
    private static final String BINARY = "application/octet-stream";

    @TestHTTPResource("/")
    URI root;

    /** Solves nothing before it is told to. */
    @Singleton
    @Unremovable
    static class Latched implements FemSolver {
        static final CountDownLatch OPEN = new CountDownLatch(1);

        @Override
        public String name() {
            return "latched";
        }

        @Override
        public FemResult solve(FemProblem problem, Path folder) throws FemException {
            try {
                OPEN.await();
                throw new FemException(FemException.Reason.CRASHED, "it was only a test");
            } catch (InterruptedException e) {
                throw new FemException(FemException.Reason.CANCELLED, "interrupted", e);
            }
        }
    }

    private static Microstructure random(int n, long seed) {
        Random random = new Random(seed);
        byte[] voxels = new byte[n * n * n];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = (byte) random.nextInt(2);
        }
        return new Microstructure(n, n, n, voxels);
    }

    private static ValidatableResponse post(byte[] file) {
        return given().contentType(BINARY).body(file).post("/microstructures").then();
    }

    private static String address(Microstructure m) {
        return post(new NpyFormat().encode(m)).statusCode(201).extract().path("links.self");
    }

    @Test
    void post_dream3dFile_isDescribedListedAndGivenBackInEveryFormat() {
        Microstructure m = random(6, 1);
        String self = given().contentType(BINARY)
                .queryParam("name", "from a micrograph")
                .body(new Dream3dFormat().encode(m))
                .post("/microstructures")
                .then()
                .statusCode(201)
                .header("Location", containsString("/microstructures/"))
                .body("name", is("from a micrograph"))
                .body("size", is(List.of(6, 6, 6)))
                .body("hardFraction", is((float) m.hardFraction()))
                .body("correlationLength.size()", is(3))
                .extract()
                .path("links.self");

        assertThat(address(m)).as("the same voxels").isEqualTo(self);
        when().get(self).then().statusCode(200).body("links.dream3d", is(self + ".dream3d"));
        when().get("/microstructures").then().statusCode(200).body("microstructures.links.self", hasItem(self));
        for (String ending : MicrostructureFormats.endings()) {
            byte[] file = when().get(self + ending)
                    .then()
                    .statusCode(200)
                    .contentType(BINARY)
                    .header("Content-Disposition", startsWith("attachment; filename="))
                    .header("Content-Length", not("0"))
                    .extract()
                    .asByteArray();
            assertThat(MicrostructureFormats.forFile(Path.of("a" + ending)).decode(file))
                    .as(ending)
                    .isEqualTo(m);
        }
    }

    @Test
    void get_conditionsAndRanges_areAnswered() {
        Microstructure m = random(8, 2);
        String file = address(m) + ".vti";
        byte[] whole = when().get(file).then().statusCode(200).extract().asByteArray();
        String tag = when().get(file).header("ETag");
        assertThat(tag).startsWith("\"").isEqualTo(when().get(file).header("ETag"));

        given().header("If-None-Match", tag).get(file).then().statusCode(304).header("ETag", tag);
        given().header("If-None-Match", "\"stale\"").get(file).then().statusCode(200);
        given().header("If-Match", "\"stale\"").get(file).then().statusCode(412);
        given().header("If-Match", tag).get(file).then().statusCode(200);

        byte[] part = given().header("Range", "bytes=10-19")
                .get(file)
                .then()
                .statusCode(206)
                .header("Content-Range", "bytes 10-19/" + whole.length)
                .header("Content-Length", "10")
                .extract()
                .asByteArray();
        assertThat(part).isEqualTo(java.util.Arrays.copyOfRange(whole, 10, 20));
        given().header("Range", "bytes=-5").get(file).then().statusCode(206).header("Content-Length", "5");
        given().header("Range", "bytes=5-")
                .header("If-Range", tag)
                .get(file)
                .then()
                .statusCode(206);
        given().header("Range", "bytes=5-")
                .header("If-Range", "\"stale\"")
                .get(file)
                .then()
                .statusCode(200);
        given().header("Range", "bytes=999999-")
                .get(file)
                .then()
                .statusCode(416)
                .header("Content-Range", "bytes */" + whole.length);
        given().header("Range", "bytes=9-3,-").get(file).then().statusCode(200);
    }

    @Test
    void delete_kept_isGone() {
        String self = address(random(4, 3));

        when().delete(self).then().statusCode(204);

        when().delete(self).then().statusCode(404).contentType("application/problem+json");
        for (String what : List.of("", ".npy", ".vti")) {
            when().get(self + what).then().statusCode(404);
        }
        for (String what : List.of("/predict", "/simulate")) {
            given().contentType(ContentType.JSON).post(self + what).then().statusCode(404);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"none", "..%2F..%2Fpom.xml", "%00", "none.npy", "..%2Fx.npy", "none.exe", "a%0d%0aX: y.npy"})
    void get_whatIsNotThere_isNotFound(String name) {
        given().urlEncodingEnabled(false)
                .get("/microstructures/" + name.replace(" ", "%20"))
                .then()
                .statusCode(404);
    }

    @Test
    void post_badFiles_areProblemsInOneLine() {
        byte[] npy = new NpyFormat().encode(random(4, 4));
        for (byte[] bad : List.of(
                new byte[0], "%PDF-1.4".getBytes(StandardCharsets.US_ASCII), java.util.Arrays.copyOf(npy, 100))) {
            post(bad).statusCode(422).contentType("application/problem+json").body("status", is(422));
        }
        post("NRRD0004\ntype: uint8\ndimension: 3\nsizes: 400 400 400\nencoding: gzip\n\n"
                        .getBytes(StandardCharsets.US_ASCII))
                .statusCode(422)
                .body("detail", containsString("over the limit of 16777216 voxels (256^3)"));
    }

    @Test
    void post_tooMuch_isRefusedBeforeItIsRead() throws Exception {
        assertThat(raw("POST /microstructures HTTP/1.1\r\nContent-Length: 99999999999\r\n"))
                .startsWith("HTTP/1.1 413")
                .contains("application/problem+json", "67108864");
        assertThat(raw("POST /designs HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 2000000\r\n"))
                .startsWith("HTTP/1.1 413");
        assertThat(raw("POST /designs HTTP/1.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n"))
                .startsWith("HTTP/1.1 411");
    }

    /** The service goes on answering while nobody reads what it sends. */
    @Test
    void get_clientThatStopsReading_holdsNobodyUp() throws Exception {
        String file = address(random(200, 5)) + ".dream3d";
        List<Socket> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 30; i++) {
                Socket socket = new Socket(root.getHost(), root.getPort());
                idle.add(socket);
                send(socket, "GET %s HTTP/1.1\r\n".formatted(file));
            }
            byte[] whole = when().get(file).then().statusCode(200).extract().asByteArray();
            assertThat(whole).hasSizeGreaterThan(4 * 200 * 200 * 200);
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    @Test
    void predict_ofTheModelsSize_isMeanAndDeviation() {
        String self = address(random(15, 6));

        given().contentType(ContentType.JSON)
                .post(self + "/predict")
                .then()
                .statusCode(200)
                .body("values.C11.mean", not(equalTo(0f)))
                .body("values.C11.sd", not(equalTo(null)))
                .body("familiar", is(true))
                .body("strangeness", is(0.5f));
        given().contentType(ContentType.JSON)
                .body("""
                        {"phases": {"hard": {"youngsModulus": 200, "poissonsRatio": 0.3},
                                    "soft": {"youngsModulus": 2, "poissonsRatio": 0.3}}}""")
                .post(self + "/predict")
                .then()
                .statusCode(200)
                .body("familiar", is(false))
                .body("unlike[0]", startsWith("phases:"));
        given().contentType(ContentType.JSON)
                .post(address(random(6, 6)) + "/predict")
                .then()
                .statusCode(422)
                .body("detail", containsString("this model takes 15 x 15 x 15 voxels"));
    }

    /** Layers across x: their C11 is the harmonic mean, exactly. */
    @Test
    void simulate_laminate_isItsExactStiffness() {
        byte[] voxels = new byte[4 * 4 * 4];
        java.util.Arrays.fill(voxels, 0, 32, (byte) 1);
        String self = address(new Microstructure(4, 4, 4, voxels));
        double hard = Stiffness.of(Phases.PAPER.hard()).require(Property.C11);
        double soft = Stiffness.of(Phases.PAPER.soft()).require(Property.C11);
        double harmonic = 2 / (1 / hard + 1 / soft);

        given().config(RestAssuredConfig.config()
                        .jsonConfig(JsonConfig.jsonConfig().numberReturnType(NumberReturnType.DOUBLE)))
                .contentType(ContentType.JSON)
                .post(self + "/simulate")
                .then()
                .statusCode(200)
                .body("C[0][0]", closeTo(harmonic, 1e-4 * harmonic))
                .body("engineeringConstants.E1_GPa", not(equalTo(null)))
                .body("solver", is("voxel"));
        given().contentType(ContentType.JSON)
                .body("{\"columns\": [1], \"solver\": \"analytic\"}")
                .post(address(random(4, 9)) + "/simulate")
                .then()
                .statusCode(200)
                .body("C[0][1]", equalTo(null))
                .body("engineeringConstants", equalTo(null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"solver": "ansys"}               | 422 | no solver 'ansys'
            {"solver": "voxel?rtol=1"}        | 422 | no solver
            {"solver": "../voxel"}            | 422 | no solver
            {"columns": []}                   | 422 | columns
            {"columns": [7]}                  | 422 | columns
            {"columns": [null]}               | 422 | columns
            {"rtol": 7}                       | 422 | rtol 7
            {"phases": {"hard": {"youngsModulus": -1, "poissonsRatio": 0.3}, "soft": {"youngsModulus": 2, "poissonsRatio": 0.3}}} | 422 | -1
            {"colums": [1]}                   | 400 | colums: unknown field
            {"columns": "all"}                | 400 | columns
            """)
    void simulate_badInput_isAProblemInOneLine(String body, int status, String detail) {
        given().contentType(ContentType.JSON)
                .body(body)
                .post(address(random(4, 7)) + "/simulate")
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("detail", containsString(detail));
    }

    @Test
    void simulate_moreThanMayWait_areToldWhenToComeAgain() throws Exception {
        String simulate = address(random(4, 8)) + "/simulate";
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest latched = HttpRequest.newBuilder(root.resolve(simulate))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"solver\": \"latched\"}"))
                .build();
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            answers.add(client.sendAsync(latched, BodyHandlers.discarding()).thenApply(HttpResponse::statusCode));
        }
        int refused = 0;
        for (int i = 0; i < 200 && refused < 1; i++) {
            // analytic answers at once, as long as there is a place
            var answer = given().contentType(ContentType.JSON)
                    .body("{\"solver\": \"analytic\", \"columns\": [1]}")
                    .post(simulate);
            assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 429);
            if (answer.statusCode() == 429) {
                refused++;
                assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
            } else { // it may have had the place that one of them came for
                answers.add(client.sendAsync(latched, BodyHandlers.discarding()).thenApply(HttpResponse::statusCode));
                Thread.sleep(20);
            }
        }
        Latched.OPEN.countDown();
        assertThat(refused).isOne();
        for (CompletableFuture<Integer> answer : answers) {
            assertThat(answer.get()).as("a solver that crashes").isIn(502, 429);
        }
    }

    private String raw(String head) throws Exception {
        try (Socket socket = new Socket(root.getHost(), root.getPort())) {
            socket.setSoTimeout(10_000);
            send(socket, head);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void send(Socket socket, String head) throws Exception {
        OutputStream out = socket.getOutputStream();
        out.write((head + "Host: 127.0.0.1\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
