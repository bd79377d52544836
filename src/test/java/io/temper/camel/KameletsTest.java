package io.temper.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.temper.annealing.AnnealingResult;
import io.temper.design.AnalyticMaterial;
import io.temper.fem.FemResult;
import io.temper.fem.FemSolver;
import io.temper.generation.GaussianFilterGenerator;
import io.temper.generation.Sigma;
import io.temper.material.Microstructure;
import io.temper.material.Property;
import io.temper.vaereg.Prediction;
import io.temper.vaereg.VaeReg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Kamelets as any Camel application finds them: by name, on the class path. */
class KameletsTest {
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private ProducerTemplate template;

    @TempDir
    Path folder;

    @BeforeEach
    void start() {
        camel.getRegistry().bind("model", VaeReg.class, new AnalyticMaterial.Model());
        camel.getRegistry().bind("solver", FemSolver.class, new AnalyticMaterial.Solver());
        camel.start();
        template = camel.createProducerTemplate();
    }

    @AfterEach
    void stop() throws Exception {
        camel.close();
    }

    static Stream<Path> kamelets() throws IOException {
        return Files.list(Path.of("src/main/resources/kamelets"));
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void kamelet_describesItselfAndEveryProperty(Path file) throws Exception {
        JsonNode kamelet = new YAMLMapper().readTree(file.toFile());
        String name = kamelet.at("/metadata/name").asText();
        assertThat(file.getFileName()).hasToString(name + ".kamelet.yaml");
        JsonNode definition = kamelet.at("/spec/definition");
        assertThat(List.of(
                        definition.path("title").asText(),
                        definition.path("description").asText()))
                .doesNotContain("");
        List<String> required = new java.util.ArrayList<>();
        definition.path("required").forEach(r -> required.add(r.asText()));
        definition.path("properties").fields().forEachRemaining(p -> {
            assertThat(p.getValue().path("description").asText()).as(p.getKey()).isNotEmpty();
            assertThat(p.getValue().has("default") || required.contains(p.getKey()))
                    .as("%s has a default or is required", p.getKey())
                    .isTrue();
        });
    }

    @Test
    void generate_options_areTheGenerators() {
        assertThat(template.requestBody(
                        "kamelet:temper-generate-action?size=12&fraction=0.4&sigma=1,1,3&seed=7",
                        null,
                        Microstructure.class))
                .isEqualTo(new GaussianFilterGenerator(12, 12, 12).generate(new Sigma(1, 1, 3), 0.4, 7));
    }

    @Test
    void route_ofStages_endsNearTheTarget() throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:closed-loop")
                        .to("kamelet:temper-infer-action")
                        .to("kamelet:temper-anneal-action?iterations=30")
                        .setProperty("found", body())
                        .to("kamelet:temper-decode-action")
                        .setProperty("voxels", body())
                        .to("kamelet:temper-predict-action")
                        .setProperty("predicted", body())
                        .setBody(exchangeProperty("voxels"))
                        .to("kamelet:temper-simulate-action?adapter=analytic&columns=1&workFolder=" + folder);
            }
        });
        var exchange =
                template.request("direct:closed-loop", e -> e.getMessage().setBody("C11=35"));
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getProperty("found")).isInstanceOf(AnnealingResult.class);
        double predicted = exchange.getProperty("predicted", Prediction.class).mean(Property.C11);
        assertThat(predicted).isCloseTo(35, within(3.5));
        assertThat(exchange.getMessage().getBody(FemResult.class).stiffness().require(Property.C11))
                .as("of a solver that differs from its surrogate")
                .isCloseTo(35, within(5.0));
    }
}
