package io.temper.api;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a service without keys turns away: other sites' pages must not be able to use it through a browser. */
@QuarkusTest
class RequestGuardTest {
    @Test
    void get_anotherHostsName_isMisdirected() {
        given().header("Host", "rebound.example")
                .get("/designs")
                .then()
                .statusCode(421)
                .contentType("application/problem+json")
                .body("detail", containsString("rebound.example"));
    }

    @ParameterizedTest
    @CsvSource({"Origin,https://evil.example", "Origin,null", "Sec-Fetch-Site,cross-site", "Sec-Fetch-Site,same-site"})
    void post_pageOfAnotherSite_isForbidden(String header, String value) {
        given().header(header, value)
                .contentType(ContentType.JSON)
                .body("{\"target\": {\"C11\": 35}}")
                .post("/designs")
                .then()
                .statusCode(403);
    }

    @Test
    void get_anotherOrigin_mayNotBeRead() {
        given().header("Origin", "https://evil.example")
                .get("/designs")
                .then()
                .header("Access-Control-Allow-Origin", nullValue())
                .header("X-Content-Type-Options", "nosniff");
    }

    /** A simple form of another site cannot send JSON without asking first. */
    @Test
    void post_form_isUnsupported() {
        given().contentType("text/plain").body("{}").post("/designs").then().statusCode(415);
    }

    /** Camel reads headers of this kind; none that comes from outside may reach it. */
    @Test
    void post_camelHeaders_changeNothing() {
        String design = given().header("CamelFemFolder", "/proc/temper")
                .header("CamelVaeRegModel", "x")
                .header("CamelMicrostructureFraction", "0.99")
                .contentType(ContentType.JSON)
                .body("{\"target\": {\"C11\": 35}, \"solver\": \"analytic\", \"tolerance\": 0.02}")
                .post("/designs")
                .then()
                .statusCode(201)
                .extract()
                .header("Location");
        given().get(design + "/events").then().body(containsString("succeeded"));
    }

    @Test
    void metrics_afterADesign_countEvaluations() {
        String design = given().contentType(ContentType.JSON)
                .body("{\"target\": {\"C11\": 40}, \"solver\": \"analytic\"}")
                .post("/designs")
                .then()
                .extract()
                .header("Location");
        given().get(design + "/events").then().statusCode(200);
        when().get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("temper_designs{status=\"queued\"} 0"))
                .body(containsString("temper_evaluations_seconds_count{outcome=\"solved\",solver=\"analytic\"}"))
                .body(containsString("camel_route_policy"));
    }
}
