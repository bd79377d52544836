package io.temper.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.temper.design.AnalyticMaterial;
import io.temper.vaereg.VaeReg;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckRepository;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.HealthCheckComponent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the components' checks say to an application that has switched checks of producers on. */
class HealthTest {
    private final DefaultCamelContext camel = new DefaultCamelContext();

    @TempDir
    Path folder;

    @BeforeEach
    void switchOn() {
        HealthCheckRegistry registry = HealthCheckRegistry.get(camel);
        HealthCheckRepository producers = (HealthCheckRepository) registry.resolveById("producers");
        producers.setEnabled(true);
        registry.register(producers);
    }

    @AfterEach
    void stop() throws Exception {
        camel.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"vaereg:predict", "anneal:latent"})
    void model_thatIsBound_isUpAndNamed(String uri) throws Exception {
        VaeReg model = new AnalyticMaterial.Model();
        camel.getRegistry().bind("model", VaeReg.class, model);
        HealthCheck.Result result = check(uri);
        assertThat(result.getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(result.getDetails()).containsEntry("found", model.card().sha256());
    }

    @ParameterizedTest
    @ValueSource(strings = {"vaereg:predict", "anneal:latent"})
    void model_folderWithoutOne_isDownAndSaysWhich(String uri) throws Exception {
        Path none = folder.resolve("none");
        camel.getComponent(uri.substring(0, uri.indexOf(':')), ModelComponent.class)
                .setModelFolder(none.toString());
        HealthCheck.Result result = check(uri);
        assertThat(result.getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(result.getMessage().orElseThrow()).contains(none.toString());
    }

    @Test
    void solver_thatAnswersItsProbe_isUpAndTellsItsVersion() throws Exception {
        camel.getComponent("fem", FemComponent.class).setAdaptersFolder("fem-adapters");
        HealthCheck.Result result = check("fem:voxel");
        assertThat(result.getMessage()).isEmpty();
        assertThat(result.getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(result.getDetails().get("found")).asString().containsPattern("\\d+\\.\\d+");
    }

    @Test
    void solver_thatIsNotInstalled_isDownAndSaysWhich() throws Exception {
        Path adapter = Files.createDirectory(folder.resolve("absent"));
        Files.writeString(adapter.resolve("adapter.yaml"), """
                name: absent
                description: a solver that this machine has not
                command: [no-such-solver, "${folder}"]
                timeLimit: 10s
                concurrency: 1
                retries: 0
                probe: [no-such-solver, --version]
                """);
        camel.getComponent("fem", FemComponent.class).setAdaptersFolder(folder.toString());
        HealthCheck.Result result = check("fem:absent");
        assertThat(result.getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(result.getMessage().orElseThrow()).contains("no-such-solver");
    }

    @ParameterizedTest
    @CsvSource({"vaereg:predict, vaereg", "anneal:latent, anneal", "fem:voxel, fem"})
    void component_withChecksOff_isNotAsked(String uri, String scheme) throws Exception {
        camel.getComponent(scheme, HealthCheckComponent.class).setHealthCheckProducerEnabled(false);
        assertThat(check(uri).getState()).isEqualTo(HealthCheck.State.UNKNOWN);
    }

    @Test
    void route_thatIsRemoved_takesItsCheckAlong() throws Exception {
        camel.getRegistry().bind("model", VaeReg.class, new AnalyticMaterial.Model());
        check("vaereg:predict");
        camel.getRouteController().stopRoute("checked");
        assertThat(camel.removeRoute("checked")).isTrue();
        assertThat(results()).isEmpty();
    }

    /** Of a route that sends there. */
    private HealthCheck.Result check(String uri) throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:checked").routeId("checked").to(uri);
            }
        });
        camel.start();
        Collection<HealthCheck.Result> results = results();
        assertThat(results).hasSize(1);
        HealthCheck.Result result = results.iterator().next();
        assertThat(result.getDetails()).containsEntry("check.id", "producer:" + uri.replace(":", "://"));
        return result;
    }

    private Collection<HealthCheck.Result> results() {
        return HealthCheckRegistry.get(camel).getRepository("producers").orElseThrow().stream()
                .map(HealthCheck::call)
                .toList();
    }
}
