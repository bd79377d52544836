package io.temper.api;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.temper.access.ApiKeys;
import io.temper.access.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service that asks for keys, as it always does where others can reach it. */
@QuarkusTest
@TestProfile(AccessTest.WithKeys.class)
class AccessTest {
    private static final Path KEYS = Path.of("target", "access-test-keys");
    private static final String DESIGN = "{\"target\": {\"C11\": 35}, \"solver\": \"analytic\"}";

    private static String reader;
    private static String designer;

    public static class WithKeys implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                // a service without any key does not start
                Files.deleteIfExists(KEYS);
                new ApiKeys(KEYS).add("first", Role.READ);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return Map.of("temper.authentication", "true", "temper.api-keys", KEYS.toString());
        }
    }

    @BeforeAll
    static void makeKeys() throws Exception {
        reader = new ApiKeys(KEYS).add("reader", Role.READ);
        designer = new ApiKeys(KEYS).add("designer", Role.DESIGN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/designs", "/designs/x", "/q/metrics", "/q/openapi", "/nothing", "//designs", "/ui/../designs"})
    void get_withoutKey_isUnauthorized(String path) {
        given().urlEncodingEnabled(false)
                .get(path)
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", containsString("Bearer"))
                .body("detail", containsString("API key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer temper_wrong", "Bearer ", "Basic dXNlcjpwYXNz", "Bearer"})
    void get_wrongKey_isUnauthorized(String authorization) {
        given().header("Authorization", authorization).get("/designs").then().statusCode(401);
    }

    @Test
    void get_health_needsNoKey() {
        when().get("/q/health/ready").then().statusCode(200).body("status", is("UP"));
        when().get("/session").then().statusCode(200).body("required", is(true)).body("name", nullValue());
    }

    @Test
    void post_keyThatReads_isForbidden() {
        given().header("Authorization", "Bearer " + reader)
                .get("/designs")
                .then()
                .statusCode(200);
        given().header("Authorization", "Bearer " + reader)
                .contentType(ContentType.JSON)
                .body(DESIGN)
                .post("/designs")
                .then()
                .statusCode(403);
    }

    @Test
    void post_keyThatDesigns_isTaken() {
        given().header("Authorization", "Bearer " + designer)
                .contentType(ContentType.JSON)
                .body(DESIGN)
                .post("/designs")
                .then()
                .statusCode(201);
    }

    @Test
    void session_key_travelsInACookieThatNoScriptReads() {
        Response in = given().contentType(ContentType.JSON)
                .body(Map.of("key", reader))
                .post("/session");
        assertThat(in.statusCode()).isEqualTo(204);
        assertThat(in.getHeader("Set-Cookie")).containsIgnoringCase("httponly").containsIgnoringCase("samesite=strict");
        String cookie = in.getCookie("temper-key");
        given().cookie("temper-key", cookie).get("/session").then().body("name", equalTo("reader"));
        given().cookie("temper-key", cookie).get("/designs").then().statusCode(200);
        given().contentType(ContentType.JSON)
                .body(Map.of("key", "temper_guess"))
                .post("/session")
                .then()
                .statusCode(401)
                .contentType("application/problem+json");
    }

    @Test
    void metrics_afterRequests_nameNoKey() {
        String text = given().header("Authorization", "Bearer " + reader)
                .get("/q/metrics")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(text).contains("http_server_requests").doesNotContain("temper_" + reader.substring(7, 20));
    }
}
