package io.temper.page;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page in a real browser, over the service and its routes in the analytic world. */
@QuarkusTest
@TestProfile(PageWorld.class)
class PageIT {
    private static final String STATUS = "document.querySelector('.head .status')?.textContent";
    /** Where pictures of the page are left for people to look at. */
    private static final Path PICTURES = Path.of("target/page");

    @TestHTTPResource("/")
    URI root;

    @TempDir
    Path downloads;

    private Chromium browser;
    /** What the console may say: a request that the service is meant to refuse. */
    private final List<String> expected = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        Optional<String> command = Chromium.find();
        assumeTrue(command.isPresent(), "Chromium is not installed");
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

    private void open(String fragment) throws Exception {
        browser.open(root.resolve("/" + fragment));
    }

    /** Puts a value into a field as typing it would. */
    private void fill(String selector, String value) throws Exception {
        browser.evaluate("""
                (() => {
                  const e = document.querySelector(`%s`);
                  e.value = `%s`;
                  e.dispatchEvent(new Event('input', {bubbles: true}));
                })()""".formatted(selector, value));
    }

    private void click(String selector) throws Exception {
        browser.await("document.querySelector(`%s`)".formatted(selector));
        browser.evaluate("document.querySelector(`%s`).click()".formatted(selector));
    }

    /** Queues a design without the page. */
    private static String queued(String body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post("/designs")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static String queued(String solver, int c11) {
        return queued("""
                {"target": {"C11": %d}, "solver": "%s", "budget": {"evaluations": 40, "seconds": 100}}""".formatted(c11, solver));
    }

    /** A design that has ended, on its page. */
    private String ended() throws Exception {
        String id = queued("analytic", 35);
        open("#designs/" + id);
        browser.await(STATUS + " === 'succeeded'");
        return id;
    }

    /** How many colours a canvas shows. */
    private int colours(String canvas) throws Exception {
        return browser.evaluate("""
                (() => {
                  const c = document.querySelector(`%s`);
                  const data = new Uint32Array(c.getContext('2d').getImageData(0, 0, c.width, c.height).data.buffer);
                  return new Set(data).size;
                })()""".formatted(canvas)).asInt();
    }

    private String picture(String canvas) throws Exception {
        return browser.evaluate("document.querySelector(`%s`).toDataURL()".formatted(canvas))
                .asText();
    }

    @Test
    void submit_byTheForm_isWatchedToItsEnd() throws Exception {
        open("#new");
        fill("[aria-label='C11, GPa']", "35");
        fill("[name=solver]", "patient");
        click("button[type=submit]");

        browser.await(STATUS + " === 'running'");
        browser.await("document.querySelectorAll('.log li').length > 3");
        browser.await(STATUS + " === 'succeeded'");
        browser.await("document.querySelectorAll('.log li b').length > 0"
                + " && [...document.querySelectorAll('.log li b')].at(-1).textContent === 'accept'");
        String id = browser.evaluate("location.hash.split('/')[1]").asText();
        int evaluations = when().get("/designs/" + id).path("progress.evaluations");
        assertThat(browser.evaluate("document.querySelectorAll('[aria-label=Convergence] figure > svg .mark').length")
                        .asInt())
                .as("a mark for each evaluation")
                .isEqualTo(evaluations);
        assertThat(browser.evaluate("document.querySelectorAll('.card').length").asInt())
                .isEqualTo(2);
        assertThat(browser.evaluate("document.querySelector('.progress').textContent")
                        .asText())
                .contains(evaluations + " of 60");
    }

    @Test
    void request_ofADesign_isInTheAddress() throws Exception {
        open("#new?target=C11:35,C33:12&tolerance=0.03&seed=7&evaluations=9&solver=analytic&hard=200:0.25&soft=3:0.3");

        browser.await("document.querySelector('.reproduce a').href");
        assertThat(browser.evaluate("document.querySelector('.reproduce a').href")
                        .asText())
                .startsWith(root + "#new?target=C11:35,C33:12&tolerance=0.03&seed=7")
                .contains("evaluations=9", "hard=200:0.25", "soft=3:0.3", "solver=analytic");
        fill("[name=seed]", "8");
        assertThat(browser.evaluate("location.hash").asText()).contains("seed=8");
    }

    @Test
    void component_outOfReach_isSaidAsItIsTyped() throws Exception {
        open("#new?target=C11:500");
        browser.await("document.querySelector('.hint.bad')?.textContent.includes('3.231 to 161.5 GPa')");

        fill("[aria-label='C11, GPa']", "120");
        browser.await("document.querySelector('.hint.warn')?.textContent.includes('outside of the training data')");
        fill("[name=hardE]", "60");
        browser.await("document.querySelector('.hint.bad')?.textContent.includes('80.77 GPa')");
    }

    @Test
    void submit_refused_saysWhyAtTheField() throws Exception {
        expected.add("422");
        open("#new?target=C11:500&solver=analytic");
        click("button[type=submit]");

        browser.await("document.querySelector('form .problem').textContent.includes('cannot be reached')");
        assertThat(browser.evaluate("document.activeElement.getAttribute('aria-label')")
                        .asText())
                .isEqualTo("C11, GPa");
        fill("[aria-label='C11, GPa']", "35");
        fill("[name=solver]", "ansys");
        click("button[type=submit]");
        browser.await("document.activeElement.name === 'solver'");
    }

    @Test
    void candidate_solidAndSlices_showItsVoxels() throws Exception {
        ended();
        browser.await("document.querySelector('.view3d')?.width > 100");
        browser.await("document.querySelector('.slice').width === 15");

        assertThat(colours(".view3d")).as("shaded faces").isGreaterThan(3);
        assertThat(colours(".slice")).as("two phases").isEqualTo(2);
        String turned = picture(".view3d");
        String slice = picture(".slice");
        browser.evaluate("""
                document.querySelectorAll('.card input[type=range]').forEach((e) => {
                  e.value = 4;
                  e.dispatchEvent(new Event('input', {bubbles: true}));
                })""");
        browser.await("document.querySelector('.slices span + span, .slices figcaption').textContent.includes('4')");
        assertThat(picture(".slice")).isNotEqualTo(slice);
        browser.await("document.querySelector('.view3d').toDataURL() !== '%s'".formatted(turned));
    }

    @Test
    void download_ofVoxels_isTheFile() throws Exception {
        String id = ended();
        byte[] served = when().get("/designs/" + id + "/files/mode1.npy").asByteArray();

        click("a[download='mode1.npy']");
        Path file = downloads.resolve("mode1.npy");
        Chromium.await(() -> Files.exists(file) && Files.size(file) == served.length, "the download");
        assertThat(Files.readAllBytes(file)).isEqualTo(served);
    }

    @Test
    void latentMap_ofADesign_showsTrainingSamplesModesAndVerifiedPoints() throws Exception {
        String id = ended();
        browser.await("document.querySelector('.latent .sample')");

        assertThat(browser.evaluate("document.querySelectorAll('.latent .sample').length")
                        .asInt())
                .isEqualTo(PageWorld.SAMPLES);
        assertThat(browser.evaluate("document.querySelectorAll('.latent .mode ellipse').length")
                        .asInt())
                .isEqualTo(2);
        int evaluations = when().get("/designs/" + id).path("progress.evaluations");
        assertThat(browser.evaluate("document.querySelectorAll('.latent figure > svg .mark').length")
                        .asInt())
                .isEqualTo(evaluations);
        when().get("/designs/" + id + "/report.html")
                .then()
                .statusCode(200)
                .body(org.hamcrest.Matchers.containsString("<h2>Latent space</h2>"));
    }

    @Test
    void report_asPdf_isPrinted() throws Exception {
        String id = ended();
        byte[] pdf = when().get("/designs/" + id + "/report.pdf")
                .then()
                .statusCode(200)
                .contentType("application/pdf")
                .extract()
                .asByteArray();
        assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
        assertThat(browser.evaluate("document.querySelector(`a[href$='report.pdf']`) !== null")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void keyboard_alone_queuesADesignAndTurnsIt() throws Exception {
        open("");
        browser.await("document.querySelector('nav')");
        tabTo("document.activeElement.textContent === 'New design'");
        browser.press("Enter");
        browser.await("document.querySelector('form')");
        tabTo("document.activeElement.getAttribute('aria-label') === 'C11, GPa'");
        browser.type("35");
        tabTo("document.activeElement.name === 'solver'");
        browser.type("analytic");
        tabTo("document.activeElement.type === 'submit'");
        browser.press("Enter");

        browser.await(STATUS + " === 'succeeded'");
        browser.await("document.querySelector('.view3d')?.width > 100");
        tabTo("document.activeElement.className === 'view3d'");
        String before = picture(".view3d");
        browser.press("ArrowLeft");
        browser.await("document.querySelector('.view3d').toDataURL() !== '%s'".formatted(before));
        tabTo("document.activeElement.type === 'range' && document.activeElement.closest('figure')");
        String slice = picture(".slice");
        browser.press("ArrowRight");
        assertThat(picture(".slice")).isNotEqualTo(slice);
    }

    private void tabTo(String condition) throws Exception {
        for (int i = 0; i < 80; i++) {
            if (browser.evaluate("!!(%s)".formatted(condition)).asBoolean()) {
                return;
            }
            browser.press("Tab");
        }
        assertThat(condition).as("not reached by Tab").isNull();
    }

    /** axe-core's rules of WCAG 2.1, levels A and AA. */
    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void axe_ofEachPage_findsNothingSerious(String scheme) throws Exception {
        String id = ended();
        browser.await("document.querySelector('.latent .sample')");
        for (String fragment : List.of("#designs/" + id, "#new?target=C11:500", "#designs")) {
            browser.look(1280, 900, scheme);
            open(fragment);
            browser.await("document.querySelector('h1')");
            browser.await("document.querySelector('.card table, .hint.bad, table.designs')");
            browser.evaluate(axe());
            JsonNode violations = browser.evaluate("""
                    axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']}).then((r) => r.violations
                      .filter((v) => ['serious', 'critical'].includes(v.impact))
                      .map((v) => v.id + ': ' + v.nodes.map((n) => n.html.slice(0, 200)).join(' | ')))""");
            assertThat(violations).as(fragment).isEmpty();
            Files.createDirectories(PICTURES);
            String name = fragment.replaceAll("[^a-z]", "");
            browser.screenshot(PICTURES.resolve("%s-%s.png".formatted(name, scheme)));
        }
    }

    private static String axe() throws IOException {
        try (InputStream in =
                PageIT.class.getResourceAsStream("/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void narrowWindow_ofEachPage_hasNothingBeyondItsEdge() throws Exception {
        String id = ended();
        for (String fragment : List.of("#designs/" + id, "#new?target=C11:500", "#designs")) {
            browser.look(400, 800, "dark");
            open(fragment);
            browser.await("document.querySelector('.card table, .hint.bad, table.designs')");
            assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
                    .as(fragment)
                    .isLessThanOrEqualTo(400);
            Files.createDirectories(PICTURES);
            browser.screenshot(PICTURES.resolve(fragment.replaceAll("[^a-z]", "") + "-narrow.png"));
        }
    }
}
