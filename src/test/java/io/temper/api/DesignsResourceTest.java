package io.temper.api;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.temper.material.Microstructure;
import io.temper.material.NpyFormat;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The service over HTTP, with the shipped routes. */
@QuarkusTest
class DesignsResourceTest {
    private static final String BODY = """
            {"target": {"C11": %s}, "tolerance": 0.02, "seed": 0, "solver": "analytic",
             "budget": {"evaluations": 40, "seconds": 100}}""";

    @TestHTTPResource("/")
    URI root;

    private static String post(String target) {
        return given().contentType(ContentType.JSON)
                .body(BODY.formatted(target))
                .post("/designs")
                .then()
                .statusCode(201)
                .header("Location", containsString("/designs/"))
                .extract()
                .header("Location");
    }

    /** The events are a stream that ends with the design: reading them to their end is waiting for it. */
    private String events(String design, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(design + "/events"));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.ofString())
                .body();
    }

    private static List<Integer> numbers(String events) {
        return events.lines()
                .filter(l -> l.startsWith("id:"))
                .map(l -> Integer.valueOf(l.substring(3).trim()))
                .toList();
    }

    /** C11 = C33 is out of the analytic model's reach, and that model is none that can be fine-tuned: the retrainer says so. */
    @Test
    void post_unreachableTargetWithRetraining_asksTheRetrainer() throws Exception {
        String design = given().contentType(ContentType.JSON)
                .body("""
                        {"target": {"C11": 33, "C33": 33}, "retrain": true, "seed": 0, "solver": "analytic",
                         "budget": {"evaluations": 60, "seconds": 100}}""")
                .post("/designs")
                .then()
                .statusCode(201)
                .extract()
                .header("Location");
        assertThat(events(design)).contains("only those that 'train' wrote");
    }

    @Test
    void post_reachableTarget_endsWithVerifiedCandidates() throws Exception {
        String design = post("35");
        String events = events(design);

        when().get(design)
                .then()
                .statusCode(200)
                .body("status", is("succeeded"))
                .body("target.C11", is(35f))
                .body("candidates", hasSize(2))
                .body("candidates.accepted", everyItem(is(true)))
                .body("candidates.error.C11.collect { Math.abs(it) }", everyItem(lessThan(0.02f)))
                .body("candidates.href", everyItem(containsString("/files/mode")))
                .body("progress.bestError", lessThan(0.01f))
                .body("progress.budget.evaluations", is(40));
        assertThat(numbers(events))
                .isEqualTo(
                        IntStream.rangeClosed(1, numbers(events).size()).boxed().toList());
        assertThat(events).contains("event:infer", "event:verify", "event:decide", "event:accept");
    }

    @Test
    void post_fromAMicrostructure_verifiesItAsItIsAndGoesOnFromThere() throws Exception {
        byte[] voxels = new byte[15 * 15 * 15];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = (byte) (i / 225 < 7 ? 1 : 0); // a layer
        }
        byte[] npy = new NpyFormat().encode(new Microstructure(15, 15, 15, voxels));
        String sent = given().contentType("application/octet-stream")
                .body(npy)
                .post("/microstructures")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String body = "{\"target\": {\"C11\": 35}, \"solver\": \"analytic\", \"start\": {\"microstructure\": \"%s\"}}";
        String design = given().contentType(ContentType.JSON)
                .body(body.formatted(sent))
                .post("/designs")
                .then()
                .statusCode(201)
                .body("request.start.microstructure", is(sent))
                .extract()
                .header("Location");
        assertThat(events(design)).contains("what was given becomes a candidate");

        when().get(design)
                .then()
                .body("candidates.findAll { it.origin == 'given' }", hasSize(1))
                .body("candidates.find { it.origin == 'given' }.history[0].action", is("given"))
                .body("candidates.find { it.origin == 'given' }.history[0].hardFraction", is(7f / 15));
        assertThat(when().get(design + "/files/start.npy").asByteArray()).isEqualTo(npy);

        when().delete("/microstructures/" + sent).then().statusCode(204);
        String copy =
                given().post(design + "/clone").then().statusCode(201).extract().header("Location");
        assertThat(events(copy)).contains("what was given becomes a candidate");
        given().contentType(ContentType.JSON)
                .body(body.formatted("0123456789abcdef0123456789abcdef"))
                .post("/designs")
                .then()
                .statusCode(422)
                .body("detail", containsString("send it to POST /microstructures first"));
    }

    @Test
    void events_lastEventIdGiven_startAfterIt() throws Exception {
        String design = post("30");
        int all = numbers(events(design)).size();

        assertThat(numbers(events(design, "Last-Event-ID", "3")))
                .hasSize(all - 3)
                .startsWith(4);
        assertThat(numbers(events(design))).as("replayed").hasSize(all);
    }

    @Test
    void files_ofAnEndedDesign_areItsVoxelsAndReport() throws Exception {
        String design = post("35");
        events(design);
        JsonPath json = when().get(design).jsonPath();

        byte[] voxels = when().get(root.resolve(json.getString("candidates[0].href")))
                .then()
                .statusCode(200)
                .contentType("application/octet-stream")
                .extract()
                .asByteArray();
        Microstructure m = new NpyFormat().decode(voxels);
        assertThat((float) m.hardFraction()).isEqualTo(json.getFloat("candidates[0].hardFraction"));
        when().get(design + "/report.html")
                .then()
                .statusCode(200)
                .contentType(ContentType.HTML)
                .body(containsString("C11 = 35 GPa"));
        when().get(design + "/files/report.json").then().statusCode(200).body("status", is("succeeded"));
        when().get(design + "/files/report.html").then().statusCode(200).contentType(ContentType.HTML);
    }

    @Test
    void list_afterADesign_hasIt() throws Exception {
        String design = post("40");
        events(design);
        String id = design.substring(design.lastIndexOf('/') + 1);

        when().get("/designs")
                .then()
                .statusCode(200)
                .body("designs.id", hasItem(id))
                .body("designs.href", hasItem("/designs/" + id));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"target": {"C11": 35}                             | 400 | end-of-input
            {"target": {"C11": 35}, "tolerence": 0.1}          | 400 | tolerence: unknown field
            {"target": {"C11": NaN}}                           | 400 | NaN
            {"target": {"C11": "much"}}                        | 422 | much
            {"target": {"C11": 35}, "budget": 60}              | 400 | budget
            {"target": {"C11": 35}, "phases": {"hard": {"youngsModulus": 120}}} | 400 | poissonsRatio
            {"target": {"C11": 35}, "phases": {"hard": {"youngsModulus": 120, "poissonsRatio": 0.3}}} | 400 | soft
            []                                                 | 400 | NewDesign
            `` | 400 | empty
            {}                                                 | 422 | empty target
            {"target": {"C11": "NaN"}}                         | 422 | target C11: 'NaN' is neither
            {"target": {"C11": null}}                          | 422 | C11
            {"target": {"C99": 35}}                            | 422 | unknown quantity 'C99'
            {"target": {"C12": 35, "C21": 35}}                 | 422 | C21
            {"target": {"C11": -1}}                            | 422 | C11 = -1
            {"target": {"C11": 500}}                           | 422 | allow 3.231 to 161.5 GPa
            {"target": {"C44": 20}}                            | 422 | C44
            {"target": {"C11": 35}, "tolerance": 0}            | 422 | tolerance 0
            {"target": {"C11": 35}, "budget": {"evaluations": 0}} | 422 | 0 evaluations
            {"target": {"C11": 35}, "rtol": 7}                 | 422 | rtol 7
            {"target": {"C11": 35}, "solver": "ansys"}        | 422 | no solver 'ansys'
            {"target": {"C11": 35}, "retrain": "perhaps"}      | 400 | perhaps
            {"target": {"C11": 35}, "priority": 11}            | 422 | priority 11
            {"target": {"C11": 35}, "priority": 1e99}          | 400 | priority
            {"target": {"C11": 35}, "name": "a\\u0007b"}         | 422 | name
            {"target": {"C11": 35}, "retrain": true, "phases": {"hard": {"youngsModulus": 200, "poissonsRatio": 0.3}, "soft": {"youngsModulus": 2, "poissonsRatio": 0.3}}} | 422 | cannot be retrained for other phases
            """)
    void post_badInput_isAProblemInOneLine(String body, int status, String detail) {
        given().contentType(ContentType.JSON)
                .body(body)
                .post("/designs")
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("status", is(status))
                .body("detail", containsString(detail));
    }

    @Test
    void post_otherMediaType_isAProblem() {
        given().contentType(ContentType.TEXT)
                .body("C11=35")
                .post("/designs")
                .then()
                .statusCode(415)
                .contentType("application/problem+json")
                .body("status", is(415));
    }

    @ParameterizedTest
    @CsvSource({"/designs/none", "/designs/none/events", "/designs/none/report.html", "/designs/none/files/report.json"
    })
    void get_unknownDesign_isAProblem(String path) {
        when().get(path)
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", is("there is no design 'none'"));
    }

    @ParameterizedTest
    @CsvSource({"..%2F..%2Fpom.xml", "%2Fetc%2Fhostname", "..%5Cpom.xml", "evaluations", "none.npy", "%00"})
    void files_outsideTheDesignOrMissing_areNotFound(String name) throws Exception {
        String design = post("35");
        events(design);

        given().urlEncodingEnabled(false).get(design + "/files/" + name).then().statusCode(404);
    }

    @Test
    void openapi_describesTheService() {
        when().get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body("info.title", endsWith("temper"))
                .body("paths.'/designs'.post.responses", org.hamcrest.Matchers.hasKey("422"));
    }
}
