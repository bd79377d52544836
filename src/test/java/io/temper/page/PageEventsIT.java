package io.temper.page;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.temper.design.AnalyticMaterial;
import io.temper.generation.GaussianFilterGenerator;
import io.temper.generation.Sigma;
import io.temper.material.Microstructure;
import io.temper.material.NpyFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other systems tell, and files that are dropped onto the page. */
@QuarkusTest
@TestProfile(PageEventsIT.World.class)
class PageEventsIT extends PageCase {
    private static final int SIZE = new AnalyticMaterial.Model().card().size();

    @TempDir
    Path folder;

    public static class World extends PageWorld {
        @Override
        public Map<String, String> getConfigOverrides() {
            Path uploads =
                    Path.of(super.getConfigOverrides().get("temper.designs")).resolveSibling("uploads");
            return Stream.of(
                            super.getConfigOverrides(),
                            Map.of(
                                    "temper.events.solver",
                                    "analytic",
                                    "temper.uploads",
                                    uploads.toString(),
                                    "temper.events.debounce",
                                    "0ms"))
                    .flatMap(m -> m.entrySet().stream())
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        }
    }

    private static int tell(String subject, String type, String data) {
        return given().contentType("application/cloudevents+json")
                .body("""
                        {"specversion": "1.0", "id": "%s", "source": "lab", "type": "io.temper.%s", "subject": "%s", "data": %s}""".formatted(UUID.randomUUID(), type, subject, data))
                .post("/events")
                .statusCode();
    }

    private static Microstructure microstructure(int seed) {
        return new GaussianFilterGenerator(SIZE, SIZE, SIZE).generate(new Sigma(1, 1, 5), 0.4, seed);
    }

    private Path file(Microstructure m) throws Exception {
        Path file = folder.resolve("plate.npy");
        new NpyFormat().write(file, m);
        return file;
    }

    /** Drops a file onto the page as a person would. */
    private void drop(String name, byte[] content) throws Exception {
        browser.evaluate("""
                (() => {
                  const bytes = Uint8Array.from(atob('%s'), (c) => c.charCodeAt(0));
                  const data = new DataTransfer();
                  data.items.add(new File([bytes], '%s'));
                  for (const type of ['dragover', 'drop']) {
                    document.body.dispatchEvent(new DragEvent(type, {dataTransfer: data, bubbles: true, cancelable: true}));
                  }
                })()""".formatted(Base64.getEncoder().encodeToString(content), name));
    }

    private String text(String selector) throws Exception {
        return browser.evaluate("document.querySelector(`%s`)?.textContent ?? ''".formatted(selector))
                .asText();
    }

    @Test
    void events_measurementThatContradicts_isShownWithItsDiscrepancyAndTrail() throws Exception {
        Microstructure m = microstructure(3);
        String upload = given().contentType("application/octet-stream")
                .body(Files.readAllBytes(file(m)))
                .post("/microstructures")
                .path("id");
        String specimen = "S-" + UUID.randomUUID();
        open("#events");
        assertThat(tell(specimen, "microstructure.changed", "{\"upload\": \"%s\"}".formatted(upload)))
                .isEqualTo(202);
        assertThat(tell(
                        specimen,
                        "property.measured",
                        "{\"property\": \"C11\", \"value\": 90, \"unit\": \"GPa\", \"uncertainty\": 0.5}"))
                .isEqualTo(202);

        browser.await("document.body.textContent.includes('they contradict')");
        browser.await("document.querySelector('h2 + .hint')?.textContent.includes('combined standard uncertainty')");
        String row = text("section:nth-of-type(2) tbody tr");
        assertThat(row).contains(specimen, "C11", "90.00 ± 0.500 GPa");
        when().get("/discrepancies?limit=1")
                .then()
                .body("items", hasSize(1))
                .body("items[0].subject", is(specimen))
                .body("items[0].measured", is(90.0f));
        Files.createDirectories(PICTURES);
        for (String scheme : new String[] {"light", "dark"}) {
            browser.look(1280, 900, scheme);
            assertThat(violations()).isEmpty();
            assertThat(text(".problem")).isEmpty();
            assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
                    .isLessThanOrEqualTo(1280);
            browser.screenshot(PICTURES.resolve("told-%s.png".formatted(scheme)));
        }

        click("section:nth-of-type(2) tbody a");
        browser.await("document.querySelector('.log li:last-child')?.textContent.includes('its run is done')");
        assertThat(text("h1")).isEqualTo(specimen + ": property measured");
        assertThat(text(".panel table")).contains("C11");
    }

    @Test
    void letters_refusedEvent_isShownAndReplayed() throws Exception {
        String event = """
                {"specversion": "1.0", "id": "%s", "source": "lab", "type": "io.temper.microstructure.changed", "subject": "P",
                 "data": {"upload": "%s"}}""";
        Microstructure m = microstructure(4);
        String upload = m.sha256().substring(0, 32);
        given().contentType("application/cloudevents+json")
                .body(event.formatted(UUID.randomUUID(), upload))
                .post("/events")
                .then()
                .statusCode(422);
        open("#events");
        browser.await("document.body.textContent.includes('there is no upload')");
        expected.add("422");
        click("[aria-label^='Replay what was refused']");
        browser.await("document.querySelector('.problem').textContent.includes('Refused again')");

        given().contentType("application/octet-stream")
                .body(Files.readAllBytes(file(m)))
                .post("/microstructures")
                .then()
                .statusCode(201);
        click("[aria-label^='Replay what was refused']");
        browser.await("document.querySelector('.status.replayed')");
    }

    @Test
    void drop_voxelFile_isShownPredictedSimulatedAndStartsADesign() throws Exception {
        Microstructure m = microstructure(3);
        open("#designs");
        browser.await("document.querySelector('h1')");
        drop("plate.npy", Files.readAllBytes(file(m)));
        browser.await("document.querySelector('h1')?.textContent === 'plate.npy'");
        assertThat(text(".verdict"))
                .isEqualTo("%1$d × %1$d × %1$d voxels, %2$.1f %% hard".formatted(SIZE, 100 * m.hardFraction()));
        browser.await("document.querySelector('.slice').width > 1");
        assertThat(colours(".slice")).isEqualTo(2);

        click(".actions button:nth-of-type(1)");
        browser.await("document.querySelector('.panel tbody td')?.textContent.includes('±')");
        browser.evaluate(
                "[...document.querySelectorAll('.actions button')].find((b) => b.textContent === 'Simulate').click()");
        browser.await("document.querySelector('.panel tbody td:last-child')?.textContent !== '–'");
        assertThat(Double.parseDouble(text(".panel tbody td:last-child")))
                .as("softer than the mean of the phases")
                .isBetween(3.0, 66.0);
        Files.createDirectories(PICTURES);
        browser.screenshot(PICTURES.resolve("microstructure-light.png"));
        assertThat(violations()).isEmpty();

        click("a.button[href^='#new?start=']");
        browser.await("document.querySelector('.form .hint a')");
        assertThat(browser.evaluate("location.hash").asText()).contains("start=");
    }

    @Test
    void drop_noVoxels_saysWhyAndKeepsThePage() throws Exception {
        open("#designs");
        browser.await("document.querySelector('h1')");
        expected.add("422");
        drop("notes.txt", "no voxels".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        browser.await("document.querySelector('.problem')?.textContent.startsWith('notes.txt: ')");
    }
}
