package io.temper.lab;

import static com.github.tomakehurst.wiremock.client.WireMock.aMultipart;
import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.patch;
import static com.github.tomakehurst.wiremock.client.WireMock.patchRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Webhook, eLabFTW and RO-Crate: routes of routes/lab/ against servers that answer as the real ones do. */
class SinkRoutesTest extends SinkCase {
    private void elabftw() {
        server.stubFor(post(urlEqualTo("/api/v2/experiments"))
                .willReturn(aResponse()
                        .withStatus(201)
                        .withHeader("Location", "https://elsewhere.example/api/v2/experiments/17")));
        server.stubFor(patch(urlEqualTo("/api/v2/experiments/17"))
                .willReturn(aResponse().withStatus(200).withBody("{\"id\":17}")));
        server.stubFor(post(urlEqualTo("/api/v2/experiments/17/uploads"))
                .willReturn(aResponse().withStatus(201).withHeader("Location", "/api/v2/experiments/17/uploads/3")));
    }

    @Test
    void webhook_result_isSignedOverIdTimeAndBody() throws Exception {
        server.stubFor(post(urlEqualTo("/hook")).willReturn(aResponse().withStatus(204)));
        take("webhook");
        LoggedRequest sent =
                server.findAll(postRequestedFor(urlEqualTo("/hook"))).get(0);
        assertThat(sent.getBodyAsString()).isEqualTo(RESULT);
        assertThat(sent.getHeader("webhook-id")).isEqualTo("design-d1");
        long time = Long.parseLong(sent.getHeader("webhook-timestamp"));
        assertThat(time).isCloseTo(Instant.now().getEpochSecond(), org.assertj.core.data.Offset.offset(60L));
        assertThat(sent.getHeader("webhook-signature"))
                .isEqualTo(WebhookSignature.signature(KEY, "design-d1", time, RESULT));
    }

    @Test
    void signature_knownAnswer_isTheSame() { // echo -n m.1.b | openssl dgst -sha256 -hmac k -binary | base64
        assertThat(WebhookSignature.signature("k", "m", 1, "b"))
                .isEqualTo("v1,DUncouelVm6HXHuLZ09nvSgWrGR6eZfOcyZzbJAAmXA=");
    }

    @Test
    void elabftw_result_isCreatedDescribedAndGetsItsFiles() throws Exception {
        elabftw();
        take("elabftw");
        server.verify(1, postRequestedFor(urlEqualTo("/api/v2/experiments")).withHeader("Authorization", equalTo(KEY)));
        LoggedRequest described = server.findAll(patchRequestedFor(urlEqualTo("/api/v2/experiments/17"))
                        .withHeader("Authorization", equalTo(KEY))
                        .withRequestBody(matchingJsonPath("$.title", equalTo("design d1 (design-d1)"))))
                .get(0);
        JsonNode metadata = Request.JSON.readTree(
                Request.JSON.readTree(described.getBody()).path("metadata").asText());
        assertThat(metadata.path("extra_fields").path("mode1 verified C11").toString())
                .isEqualTo("{\"type\":\"number\",\"value\":\"34.9\",\"unit\":\"GPa\",\"units\":[\"GPa\"]}");
        server.verify(
                2,
                postRequestedFor(urlEqualTo("/api/v2/experiments/17/uploads"))
                        .withHeader("Authorization", equalTo(KEY)));
        server.verify(
                1,
                postRequestedFor(urlEqualTo("/api/v2/experiments/17/uploads"))
                        .withAnyRequestBodyPart(aMultipart("file").withFileName("mode1.npy")));
    }

    @Test
    void elabftw_uploadIsReset_nextAttemptGoesOnFromThere() throws Exception {
        elabftw();
        server.stubFor(post(urlEqualTo("/api/v2/experiments/17/uploads"))
                .withMultipartRequestBody(aMultipart("file").withFileName("report.json"))
                .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        assertThatThrownBy(() -> take("elabftw"))
                .hasMessageContaining("Connection reset")
                .isNotInstanceOfAny(RefusedException.class, SinkClosedException.class);
        server.resetMappings();
        elabftw();
        take("elabftw");
        server.verify(1, postRequestedFor(urlEqualTo("/api/v2/experiments")));
        server.verify(
                1,
                postRequestedFor(urlEqualTo("/api/v2/experiments/17/uploads"))
                        .withAnyRequestBodyPart(aMultipart("file").withFileName("mode1.npy")));
        assertThat(known).containsOnlyKeys("experiment", "file mode1.npy", "file report.json");
    }

    @Test
    void elabftw_answerToTheCreationIsLost_isFoundByItsTitle() throws Exception {
        elabftw();
        server.stubFor(post(urlEqualTo("/api/v2/experiments"))
                .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        assertThatThrownBy(() -> take("elabftw")).isInstanceOf(IOException.class);
        again = true;
        server.stubFor(get(urlPathEqualTo("/api/v2/experiments"))
                .withHeader("Authorization", equalTo(KEY))
                .withQueryParam("q", equalTo("title:\"design-d1\""))
                .withQueryParam("scope", equalTo("1"))
                .willReturn(okJson("""
                        [{"id": 16, "title": "about design d1 (design-d1)"}, {"id": 17, "title": "design d1 (design-d1)"}]""")));
        take("elabftw");
        server.verify(1, postRequestedFor(urlEqualTo("/api/v2/experiments")));
        server.verify(
                1,
                patchRequestedFor(urlEqualTo("/api/v2/experiments/17"))
                        .withRequestBody(matchingJsonPath("$.content_type", equalTo("1"))));
        assertThat(known).containsEntry("experiment", "17");
    }

    @Test
    void elabftw_creationWasNotTaken_isCreatedByTheNextAttempt() throws Exception {
        elabftw();
        again = true;
        server.stubFor(get(urlPathEqualTo("/api/v2/experiments"))
                .willReturn(okJson("[{\"id\": 16, \"title\": \"another (design-d10)\"}]")));
        take("elabftw");
        server.verify(1, postRequestedFor(urlEqualTo("/api/v2/experiments")));
        assertThat(known).containsEntry("experiment", "17");
    }

    @Test
    void elabftw_searchIsAnsweredWithoutAList_nothingIsCreated() {
        elabftw();
        again = true;
        server.stubFor(get(urlPathEqualTo("/api/v2/experiments")).willReturn(okJson("{\"message\": \"maintenance\"}")));
        assertThatThrownBy(() -> take("elabftw"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("without a list");
        server.verify(0, postRequestedFor(urlEqualTo("/api/v2/experiments")));
    }

    @Test
    void elabftw_answersWithoutLocation_saysSo() {
        server.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(201)));
        assertThatThrownBy(() -> take("elabftw")).hasMessageContaining("Location ''");
    }

    @Test
    void anySink_statusOfTheAnswer_decidesWhatItMeans() {
        for (int status : List.of(400, 404, 422)) {
            server.stubFor(
                    post(anyUrl()).willReturn(aResponse().withStatus(status).withBody("no\nsuch thing")));
            assertThatThrownBy(() -> take("webhook"))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("answered " + status + " no such thing");
        }
        for (int status : List.of(401, 403)) {
            server.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(status)));
            assertThatThrownBy(() -> take("elabftw"))
                    .isInstanceOf(SinkClosedException.class)
                    .hasMessageNotContaining(KEY);
        }
        for (int status : List.of(408, 429, 500, 503)) {
            server.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(status)));
            assertThatThrownBy(() -> take("webhook")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void anySink_serverIsAway_mayPass() {
        server.stop();
        assertThatThrownBy(() -> take("webhook")).isInstanceOf(IOException.class);
    }

    @Test
    void roCrate_result_keepsTheRulesOfRoCrate() throws Exception {
        take("ro-crate");
        assertThatCode(() -> take("ro-crate")).as("again").doesNotThrowAnyException();
        Path crate = folder.resolve("crates/design-d1");
        JsonNode graph = Request.JSON
                .readTree(crate.resolve("ro-crate-metadata.json").toFile())
                .path("@graph");
        Map<String, JsonNode> byId = new HashMap<>();
        graph.forEach(e -> assertThat(byId.put(e.path("@id").asText(), e))
                .as("one of each id")
                .isNull());
        JsonNode descriptor = byId.get("ro-crate-metadata.json");
        assertThat(descriptor.path("@type").asText()).isEqualTo("CreativeWork");
        assertThat(descriptor.path("about").path("@id").asText()).isEqualTo("./");
        assertThat(byId.get("./").fieldNames())
                .toIterable()
                .contains("name", "description", "datePublished", "license", "hasPart");
        Set<String> files = new HashSet<>();
        for (JsonNode e : graph) {
            assertThat(e.path("@type").asText()).isNotEmpty();
            if (e.path("@type").asText().equals("File")) {
                files.add(e.path("@id").asText());
                assertThat(Files.size(crate.resolve(e.path("@id").asText())))
                        .isEqualTo(e.path("contentSize").asLong());
            }
            for (JsonNode reference : e.findParents("@id")) {
                String id = reference.path("@id").asText();
                assertThat(byId.containsKey(id) || id.startsWith("https://"))
                        .as(id)
                        .isTrue();
            }
        }
        assertThat(files).containsExactlyInAnyOrder("result.json", "report.json", "mode1.npy");
        assertThat(graph.findValuesAsText("unitText")).containsExactly("GPa", "GPa");
        try (var all = Files.list(folder.resolve("crates"))) {
            assertThat(all).as("nothing half-written").containsExactly(crate);
        }
    }
}
