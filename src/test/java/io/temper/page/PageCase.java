package io.temper.page;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.http.ContentType;
import io.temper.api.GatedSolver;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A browser on the page of the service, which runs its routes in the analytic world. */
abstract class PageCase {
    static final String STATUS = "document.querySelector('.head .status')?.textContent";
    /** Where pictures of the page are left for people to look at. */
    static final Path PICTURES = Path.of("target/page");

    /** Holds an evaluation for as long as a test wants to see it run. */
    @Inject
    GatedSolver gated;

    @TestHTTPResource("/")
    URI root;

    @TempDir
    Path downloads;

    Chromium browser;
    /** What the console may say: a request that the service is meant to refuse. */
    final List<String> expected = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        Optional<String> command = Chromium.find();
        assumeTrue(command.isPresent(), "Chromium is not installed");
        gated.reset();
        browser = new Chromium(command.get(), downloads);
        browser.look(1280, 900, "light");
    }

    /** Nothing is reported on the console, the page's policy is kept, and no other host is asked. */
    @AfterEach
    void stop() throws Exception {
        if (browser == null) {
            return;
        }
        try (Chromium closing = browser) {
            assertThat(closing.errors())
                    .as("console")
                    .allMatch(e -> expected.stream().anyMatch(e::contains));
            assertThat(closing.requests())
                    .isNotEmpty()
                    .allMatch(url -> url.startsWith(root.toString()) || url.startsWith("data:"));
        }
    }

    void open(String fragment) throws Exception {
        browser.open(root.resolve("/" + fragment));
    }

    /** Puts a value into a field as typing it would. */
    void fill(String selector, String value) throws Exception {
        browser.await("document.querySelector(`%s`)".formatted(selector));
        browser.evaluate("""
                (() => {
                  const e = document.querySelector(`%s`);
                  e.value = `%s`;
                  e.dispatchEvent(new Event('input', {bubbles: true}));
                })()""".formatted(selector, value));
    }

    void click(String selector) throws Exception {
        browser.await("document.querySelector(`%s`)".formatted(selector));
        browser.evaluate("document.querySelector(`%s`).click()".formatted(selector));
    }

    /** Queues a design without the page. */
    static String queued(String body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post("/designs")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    static String queued(String solver, int c11) {
        return queued("""
                {"target": {"C11": %d}, "solver": "%s", "budget": {"evaluations": 40, "seconds": 100}}""".formatted(c11, solver));
    }

    /** A design that has ended, on its page. */
    String ended() throws Exception {
        String id = queued("analytic", 35);
        open("#designs/" + id);
        browser.await(STATUS + " === 'succeeded'");
        return id;
    }

    /** How many colours a canvas shows. */
    int colours(String canvas) throws Exception {
        return browser.evaluate("""
                (() => {
                  const c = document.querySelector(`%s`);
                  const data = new Uint32Array(c.getContext('2d').getImageData(0, 0, c.width, c.height).data.buffer);
                  return new Set(data).size;
                })()""".formatted(canvas)).asInt();
    }

    String picture(String canvas) throws Exception {
        return browser.evaluate("document.querySelector(`%s`).toDataURL()".formatted(canvas))
                .asText();
    }

    /** What axe-core's rules of WCAG 2.1, levels A and AA, find serious in the page as it is. */
    JsonNode violations() throws Exception {
        browser.evaluate(axe());
        return browser.evaluate("""
                axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']}).then((r) => r.violations
                  .filter((v) => ['serious', 'critical'].includes(v.impact))
                  .map((v) => v.id + ': ' + v.nodes.map((n) => n.html.slice(0, 200)).join(' | ')))""");
    }

    private static String axe() throws IOException {
        try (InputStream in =
                PageCase.class.getResourceAsStream("/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
