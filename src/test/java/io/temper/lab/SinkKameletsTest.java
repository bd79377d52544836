package io.temper.lab;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
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
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sinks' Kamelets in a route that is none of temper's: they send what temper's own routes send. */
class SinkKameletsTest extends SinkCase {
    private static final YAMLMapper YAML = new YAMLMapper();

    private void servers() {
        server.stubFor(post(urlEqualTo("/hook")).willReturn(aResponse().withStatus(204)));
        server.stubFor(post(urlEqualTo("/api/v2/experiments"))
                .willReturn(aResponse().withStatus(201).withHeader("Location", "/api/v2/experiments/17")));
        server.stubFor(patch(urlEqualTo("/api/v2/experiments/17")).willReturn(okJson("{}")));
        server.stubFor(post(urlEqualTo("/api/v2/experiments/17/uploads"))
                .willReturn(aResponse().withStatus(201)));
        String rpc = "/openbis/openbis/rmi-application-server-v3.json";
        server.stubFor(post(urlEqualTo(rpc))
                .withRequestBody(matchingJsonPath("$.method", equalTo("login")))
                .willReturn(okJson("{\"result\": \"token\"}")));
        server.stubFor(post(urlEqualTo(rpc))
                .withRequestBody(matchingJsonPath("$.method", equalTo("createSamples")))
                .willReturn(okJson("{\"result\": [{\"permId\": \"1\"}]}")));
        server.stubFor(post(urlPathEqualTo("/api/v1/uploads")).willReturn(okJson("{\"upload_id\": \"u1\"}")));
        server.stubFor(get(urlEqualTo("/api/v1/uploads/u1"))
                .willReturn(okJson("{\"data\": {\"process_running\": false, \"process_status\": \"SUCCESS\"}}")));
        server.stubFor(post(urlEqualTo("/api/v1/uploads/u1/action/publish")).willReturn(okJson("{}")));
        server.stubFor(post(urlEqualTo("/api/v1/records"))
                .willReturn(aResponse().withStatus(201).withBody("{\"id\": 12}")));
    }

    private String kamelet(String sink) {
        String options = switch (sink) {
            case "webhook" -> "url=%s/hook&key=%s";
            case "openbis" -> "url=%s&key=%s&user=temper&type=SIMULATION&space=LAB";
            case "nomad" -> "url=%s&key=%s&publish=true";
            default -> "url=%s&key=%s";
        };
        return "kamelet:temper-%s-sink?%s".formatted(sink, options.formatted(server.baseUrl(), KEY));
    }

    /** A route of somebody else's, with its own error handler. */
    private Exchange send(String uri, String body) throws Exception {
        return send(uri, body, "design-d1");
    }

    private Exchange send(String uri, String body, String id) throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:foreign")
                        .errorHandler(
                                defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(1))
                        .to(uri);
            }
        });
        return camel.createProducerTemplate().request("direct:foreign", e -> {
            e.getMessage().setBody(body);
            e.getMessage().setHeader(ResultMessages.RESULT_ID, id);
            e.getMessage().setHeader(ResultMessages.FOLDER, folder.resolve("d1"));
            e.getMessage().setHeader("mine", "kept");
        });
    }

    /** Method, address, who sent it and what, less boundaries and what depends on the time. */
    private List<String> requests() {
        List<String> all = server.getAllServeEvents().stream()
                .sorted(java.util.Comparator.comparing(e -> e.getRequest().getLoggedDate()))
                .map(ServeEvent::getRequest)
                .map(r -> "%s %s %s %d"
                        .formatted(
                                r.getMethod(),
                                r.getUrl(),
                                r.getHeader("Authorization"),
                                r.getUrl().contains("zip") ? 0 : r.getBody().length))
                .toList();
        server.resetRequests();
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"webhook", "elabftw", "openbis", "nomad", "kadi4mat"})
    void kamelet_result_isSentAsTempersRouteSendsIt(String sink) throws Exception {
        servers();
        take(sink);
        List<String> expected = requests();

        Exchange sent = send(kamelet(sink), RESULT);

        assertThat(sent.getException()).isNull();
        assertThat(requests()).isNotEmpty().containsExactlyInAnyOrderElementsOf(expected);
        assertThat(sent.getMessage().getBody(String.class)).isEqualTo(RESULT);
        assertThat(sent.getMessage().getHeaders())
                .containsOnlyKeys("mine", ResultMessages.RESULT_ID, ResultMessages.FOLDER);
        assertThat(sent.getVariable("attempt")).isNull();
    }

    @Test
    void roCrate_result_isAFolderOfItsOwn() throws Exception {
        assertThat(send("kamelet:temper-ro-crate-sink?folder=" + folder.resolve("other"), RESULT)
                        .getException())
                .isNull();
        assertThat(folder.resolve("other/design-d1"))
                .isDirectoryContaining(f -> f.endsWith("ro-crate-metadata.json"))
                .isDirectoryContaining(f -> f.endsWith("mode1.npy"));
    }

    @Test
    void elabftw_redelivered_goesOnWithTheSameExperiment() throws Exception {
        servers();
        server.stubFor(patch(urlEqualTo("/api/v2/experiments/17"))
                .inScenario("busy")
                .whenScenarioStateIs(STARTED)
                .willReturn(aResponse().withStatus(500))
                .willSetStateTo("well"));
        assertThat(send(kamelet("elabftw"), RESULT).getException()).isNull();
        server.verify(1, postRequestedFor(urlEqualTo("/api/v2/experiments")));
        server.verify(2, postRequestedFor(urlEqualTo("/api/v2/experiments/17/uploads")));
    }

    /** eLabFTW cuts a title at 255 characters; its query language knows quotes. */
    @Test
    void elabftw_longSubjectAndQuotesInTheId_areFoundAgain() throws Exception {
        servers();
        server.stubFor(post(urlEqualTo("/api/v2/experiments"))
                .inScenario("lost")
                .whenScenarioStateIs(STARTED)
                .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER))
                .willSetStateTo("there"));
        String title = "simulation " + "S ".repeat(117).strip() + "… (a \"b\" 1)";
        server.stubFor(get(urlPathEqualTo("/api/v2/experiments"))
                .withQueryParam("q", equalTo("title:\"a__b__1\""))
                .willReturn(okJson(Request.JSON
                        .createArrayNode()
                        .add(Request.JSON.createObjectNode().put("id", 17).put("title", title))
                        .toString())));
        String result = Request.JSON
                .createObjectNode()
                .put("kind", "simulation")
                .put("subject", "S\n".repeat(200))
                .toString();
        assertThat(send(kamelet("elabftw"), result, "a \"b\" 1").getException()).isNull();
        server.verify(1, postRequestedFor(urlEqualTo("/api/v2/experiments")));
        String patch = server.findAll(patchRequestedFor(urlEqualTo("/api/v2/experiments/17")))
                .get(0)
                .getBodyAsString();
        assertThat(Request.JSON.readTree(patch).path("title").asText())
                .hasSize(255)
                .isEqualTo(title);
    }

    /** What the documentation shows. */
    @Test
    void example_ofTheDocumentation_makesAnExperiment() throws Exception {
        servers();
        String page = Files.readString(Path.of("docs/components/kamelets.md"));
        page = page.substring(page.indexOf("## Results to lab"));
        camel.getPropertiesComponent().addOverrideProperty("elabftw.key", KEY);
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(ResourceHelper.fromString(
                        "example.camel.yaml",
                        block(page, "yaml").replace("https://elab.example.org", server.baseUrl())));
        camel.createProducerTemplate().requestBody("direct:verified", block(page, "json"));
        server.verify(patchRequestedFor(urlEqualTo("/api/v2/experiments/17"))
                .withRequestBody(matchingJsonPath("$.title", equalTo("simulation S1 (S1-2)")))
                .withRequestBody(matchingJsonPath("$.metadata", containing("verified C11"))));
    }

    private static String block(String page, String language) {
        int from = page.indexOf("```" + language + "\n") + language.length() + 4;
        return page.substring(from, page.indexOf("```", from));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[1]", "34.9", "{"})
    void kamelet_bodyIsNoObject_isRefusedInOneLine(String body) throws Exception {
        servers();
        assertThat(send(kamelet("elabftw"), body).getException())
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("the body is no JSON");
        assertThat(server.getAllServeEvents()).isEmpty();
    }

    /** What is mended in the one has to be mended in the other. */
    @ParameterizedTest
    @ValueSource(strings = {"webhook", "elabftw", "openbis", "nomad", "kadi4mat", "ro-crate"})
    void kamelet_steps_areThoseOfTheRoute(String sink) throws Exception {
        JsonNode kamelet =
                YAML.readTree(Path.of("src/main/resources/kamelets/temper-%s-sink.kamelet.yaml".formatted(sink))
                        .toFile());
        ArrayNode steps = (ArrayNode) kamelet.at("/spec/template/from/steps/1/doTry/steps");
        steps.remove(steps.size() - 1);
        assertThat(steps.toString()).isEqualTo(route(sink));
    }

    /** The steps of a route in routes/lab/, with what it calls in place, beans and settings named as Kamelets name them. */
    private static String route(String sink) throws IOException {
        Map<String, String> steps = new HashMap<>();
        for (JsonNode part : YAML.readTree(Files.readString(Path.of("routes/lab/%s.camel.yaml".formatted(sink))))) {
            JsonNode from = part.at("/route/from");
            if (from.isObject()) {
                steps.put(from.path("uri").asText(), from.path("steps").toString());
            }
        }
        String all = String.valueOf(steps.remove("direct:lab-" + sink));
        for (Map.Entry<String, String> called : steps.entrySet()) {
            String inside = called.getValue().substring(1, called.getValue().length() - 1);
            all = all.replace("{\"to\":\"%s\"}".formatted(called.getKey()), inside);
        }
        return all.replaceAll("\\{\\{temper\\.lab\\.%s\\.([a-z-]+)(:[^}]*)?}}".formatted(sink), "{{$1}}")
                .replaceAll("\"ref\":\"([A-Za-z0-9]+)\"", "\"ref\":\"{{$1}}\"");
    }
}
