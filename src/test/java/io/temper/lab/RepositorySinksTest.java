package io.temper.lab;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** openBIS, NOMAD and Kadi4Mat: what they are sent, and what their answers mean. */
class RepositorySinksTest extends SinkCase {
    private static final String RPC = "/openbis/openbis/rmi-application-server-v3.json";

    private void openbis(String login, String created) {
        server.stubFor(post(urlEqualTo(RPC))
                .withRequestBody(matchingJsonPath("$.method", equalTo("login")))
                .willReturn(okJson("{\"jsonrpc\": \"2.0\", \"id\": \"1\", " + login + "}")));
        server.stubFor(post(urlEqualTo(RPC))
                .withRequestBody(matchingJsonPath("$.method", equalTo("createSamples")))
                .willReturn(okJson("{\"jsonrpc\": \"2.0\", \"id\": \"1\", " + created + "}")));
    }

    @Test
    void openbis_result_isASampleOfTheResultsCode() throws Exception {
        openbis(
                "\"result\": \"token-1\"",
                "\"result\": [{\"@type\": \"as.dto.sample.id.SamplePermId\", \"permId\": \"2026-1\"}]");
        take("openbis");
        server.verify(postRequestedFor(urlEqualTo(RPC))
                .withRequestBody(matchingJsonPath("$.method", equalTo("login")))
                .withRequestBody(matchingJsonPath("$.params[0]", equalTo("temper")))
                .withRequestBody(matchingJsonPath("$.params[1]", equalTo(KEY))));
        LoggedRequest created = server.findAll(postRequestedFor(urlEqualTo(RPC))
                        .withRequestBody(matchingJsonPath("$.method", equalTo("createSamples"))))
                .get(0);
        JsonNode parameters = Request.JSON.readTree(created.getBody()).path("params");
        assertThat(parameters.path(0).asText()).isEqualTo("token-1");
        JsonNode sample = parameters.path(1).path(0);
        assertThat(sample.path("@type").asText()).isEqualTo("as.dto.sample.create.SampleCreation");
        assertThat(sample.path("typeId").path("permId").asText()).isEqualTo("SIMULATION");
        assertThat(sample.path("spaceId").path("permId").asText()).isEqualTo("LAB");
        assertThat(sample.path("code").asText()).isEqualTo("TEMPER-DESIGN-D1");
        assertThat(sample.path("properties").path("RESULT").asText()).isEqualTo(RESULT);
        assertThat(sample.path("properties").path("$NAME").asText()).isEqualTo("design d1");
    }

    @Test
    void openbis_sampleIsThereAlready_isTaken() {
        openbis("\"result\": \"t\"", "\"error\": {\"message\": \"Object with code TEMPER-DESIGN-D1 already exists\"}");
        assertThatCode(() -> take("openbis")).doesNotThrowAnyException();
    }

    @Test
    void openbis_passwordOrSampleRefused_saysWhich() {
        openbis("\"result\": null", "\"result\": []");
        assertThatThrownBy(() -> take("openbis"))
                .isInstanceOf(SinkClosedException.class)
                .hasMessageNotContaining(KEY);
        openbis("\"result\": \"t\"", "\"error\": {\"message\": \"Sample type SIMULATION not found.\"}");
        assertThatThrownBy(() -> take("openbis"))
                .isInstanceOf(RefusedException.class)
                .hasMessage("openBIS: Sample type SIMULATION not found.");
    }

    private void nomad(ResponseDefinitionBuilder uploaded, String state) {
        server.stubFor(post(urlPathEqualTo("/api/v1/uploads")).willReturn(uploaded));
        server.stubFor(get(urlEqualTo("/api/v1/uploads/u1"))
                .willReturn(okJson("{\"upload_id\": \"u1\", \"data\": {%s}}".formatted(state))));
        server.stubFor(post(urlEqualTo("/api/v1/uploads/u1/action/publish")).willReturn(okJson("{}")));
    }

    @Test
    void nomad_result_isUploadedAsAZipAndPublished() throws Exception {
        nomad(okJson("{\"upload_id\": \"u1\"}"), "\"process_running\": false, \"process_status\": \"SUCCESS\"");
        take("nomad");
        LoggedRequest sent = server.findAll(postRequestedFor(urlPathEqualTo("/api/v1/uploads"))
                        .withHeader("Authorization", equalTo("Bearer " + KEY))
                        .withHeader("Content-Type", containing("application/zip"))
                        .withQueryParam("upload_name", equalTo("design-d1"))
                        .withQueryParam("file_name", equalTo("temper.zip")))
                .get(0);
        List<String> names = new ArrayList<>();
        JsonNode archive = null;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(sent.getBody()))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
                if (entry.getName().endsWith(".archive.json")) {
                    archive = Request.JSON.readTree(zip.readAllBytes());
                }
            }
        }
        assertThat(archive).as("what NOMAD makes an entry of").isNotNull();
        assertThat(archive.at("/data/m_def").asText()).isEqualTo("nomad.datamodel.metainfo.eln.BasicEln");
        assertThat(archive.at("/data/lab_id").asText()).isEqualTo("design-d1");
        assertThat(archive.at("/data/datetime").asText()).matches("2026-\\d\\d-\\d\\dT[0-9:]{8}\\+00:00");
        assertThat(archive.at("/data/description").asText()).contains("<li>mode1 verified C11: 34.9 GPa</li>");
        assertThat(names).containsExactly("temper.archive.json", "result.json", "mode1.npy", "report.json");
        server.verify(1, postRequestedFor(urlEqualTo("/api/v1/uploads/u1/action/publish")));
        assertThat(known).containsEntry("upload", "u1").containsEntry("published", "yes");
    }

    @Test
    void nomad_stillProcessing_isPublishedLaterAndUploadedOnce() throws Exception {
        nomad(okJson("{\"upload_id\": \"u1\"}"), "\"process_running\": true");
        assertThatThrownBy(() -> take("nomad"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("still processes upload u1");
        nomad(okJson("{}"), "\"process_running\": false, \"process_status\": \"SUCCESS\"");
        take("nomad");
        server.verify(1, postRequestedFor(urlPathEqualTo("/api/v1/uploads")));
        server.verify(1, postRequestedFor(urlEqualTo("/api/v1/uploads/u1/action/publish")));
    }

    @Test
    void nomad_answerToTheUploadIsLost_isFoundByItsName() throws Exception {
        nomad(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER), "\"process_running\": false");
        assertThatThrownBy(() -> take("nomad")).isInstanceOf(IOException.class);
        server.stubFor(
                get(urlPathEqualTo("/api/v1/uploads")).willReturn(okJson("{\"data\": [{\"upload_id\": \"u1\"}]}")));
        again = true;
        take("nomad");
        server.verify(
                getRequestedFor(urlPathEqualTo("/api/v1/uploads")).withQueryParam("upload_name", equalTo("design-d1")));
        server.verify(1, postRequestedFor(urlPathEqualTo("/api/v1/uploads")));
    }

    @Test
    void nomad_answerToThePublicationIsLost_isNotAskedForAgain() throws Exception {
        nomad(okJson("{\"upload_id\": \"u1\"}"), "\"process_running\": false, \"process_status\": \"SUCCESS\"");
        server.stubFor(post(urlEqualTo("/api/v1/uploads/u1/action/publish"))
                .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        assertThatThrownBy(() -> take("nomad")).isInstanceOf(IOException.class);
        nomad(okJson("{}"), "\"process_running\": false, \"process_status\": \"SUCCESS\", \"published\": true");
        again = true;
        take("nomad");
        server.verify(1, postRequestedFor(urlEqualTo("/api/v1/uploads/u1/action/publish")));
        assertThat(known).containsEntry("published", "yes");
    }

    @Test
    void nomad_processingFailed_isRefused() {
        nomad(
                okJson("{\"upload_id\": \"u1\"}"),
                "\"process_running\": false, \"process_status\": \"FAILURE\", \"errors\": [\"bad\"]");
        assertThatThrownBy(() -> take("nomad"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("[\"bad\"]");
    }

    @Test
    void kadi4mat_result_isARecordWithTypedExtras() throws Exception {
        server.stubFor(post(urlEqualTo("/api/v1/records"))
                .willReturn(aResponse().withStatus(201).withBody("{\"id\": 12}")));
        take("kadi4mat");
        LoggedRequest sent = server.findAll(postRequestedFor(urlEqualTo("/api/v1/records"))
                        .withHeader("Authorization", equalTo("Bearer " + KEY)))
                .get(0);
        JsonNode record = Request.JSON.readTree(sent.getBody());
        assertThat(record.path("identifier").asText()).isEqualTo("temper-design-d1");
        assertThat(record.path("extras").toString())
                .contains("{\"type\":\"float\",\"key\":\"mode1 verified C11\",\"value\":34.9,\"unit\":\"GPa\"}");
        assertThat(known).containsEntry("record", "12");
    }

    @Test
    void kadi4mat_answerToTheCreationIsLost_isFoundByItsIdentifier() throws Exception {
        server.stubFor(
                post(urlEqualTo("/api/v1/records")).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        assertThatThrownBy(() -> take("kadi4mat")).isInstanceOf(IOException.class);
        again = true;
        server.stubFor(
                get(urlEqualTo("/api/v1/records/identifier/temper-design-d1")).willReturn(okJson("{\"id\": 12}")));
        take("kadi4mat");
        server.verify(1, postRequestedFor(urlEqualTo("/api/v1/records")));
        known.clear();
        server.stubFor(get(anyUrl()).willReturn(aResponse().withStatus(404)));
        server.stubFor(post(urlEqualTo("/api/v1/records"))
                .willReturn(aResponse().withStatus(201).withBody("{\"id\": 13}")));
        take("kadi4mat");
        assertThat(known).containsEntry("record", "13");
    }
}
