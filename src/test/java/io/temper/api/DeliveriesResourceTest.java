package io.temper.api;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** A design of the service on its way to a lab's RO-Crates. */
@QuarkusTest
@TestProfile(DeliveriesResourceTest.Crates.class)
class DeliveriesResourceTest {
    @ConfigProperty(name = "temper.lab.ro-crate.folder")
    Path crates;

    public static class Crates implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                Path folder = Files.createTempDirectory("deliveries");
                return Map.of(
                        "temper.designs", folder.resolve("designs").toString(),
                        "temper.lab", "ro-crate",
                        "temper.lab.ro-crate.folder", folder.resolve("crates").toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static String delivered(String result) {
        String find = "deliveries.find { it.result == '%s' }.".formatted(result);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> "delivered"
                        .equals(when().get("/deliveries?sink=ro-crate")
                                .jsonPath()
                                .getString(find + "state")));
        return when().get("/deliveries").jsonPath().getString(find + "id");
    }

    @Test
    void deliveries_ofADesign_areACrateWithItsPageAndCanBeMadeAgain() throws Exception {
        String design = given().contentType(ContentType.JSON)
                .body("{\"target\": {\"C11\": 35}, \"solver\": \"analytic\"}")
                .post("/designs")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String id = delivered("design-" + design);

        Path crate = crates.resolve("design-" + design);
        assertThat(crate.resolve("report.html")).exists();
        JsonNode result =
                new ObjectMapper().readTree(crate.resolve("result.json").toFile());
        assertThat(result.at("/target/C11").asDouble()).isEqualTo(35);
        assertThat(result.at("/units/verified").asText()).isEqualTo("GPa");
        assertThat(result.at("/candidates/0/verified/C11").asDouble()).isPositive();
        assertThat(result.at("/links/design").asText()).isEqualTo("/designs/" + design);
        assertThat(result.at("/provenance/solver/name").asText()).isEqualTo("analytic");

        when().post("/deliveries/%s/replay".formatted(id)).then().statusCode(200);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> when().get("/deliveries?state=delivered")
                                .jsonPath()
                                .getInt("deliveries.find { it.id == %s }?.attempts ?: 0".formatted(id))
                        == 2);
        when().get("/deliveries?state=delivered").then().body("deliveries.sink", everyItem(is("ro-crate")));
    }

    @Test
    void deliveries_whatCannotBe_isOneLine() {
        when().get("/deliveries?state=lost").then().statusCode(422).body("detail", containsString("use one of"));
        when().get("/deliveries?limit=0").then().statusCode(422).body("detail", containsString("limit=0"));
        when().post("/deliveries/999/replay").then().statusCode(404);
    }
}
