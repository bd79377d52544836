package io.temper.page;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the page shows, in a real browser. */
@QuarkusTest
@TestProfile(PageWorld.class)
class PageIT extends PageCase {
    @Test
    void submit_byTheForm_isWatchedToItsEnd() throws Exception {
        open("#new");
        fill("[aria-label='C11, GPa']", "35");
        fill("[name=solver]", "gated");
        click("button[type=submit]");

        browser.await(STATUS + " === 'running'");
        gated.permits.release(100);
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
        Path file = downloads.resolve(id + "-mode1.npy"); // as the service calls it
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

    /** Independently of how faces are joined: their area is the number of voxel sides that lie open, and they face outwards. */
    @Test
    void surface_ofACutBlock_isItsOpenVoxelSides() throws Exception {
        open("#new");
        JsonNode found = browser.evaluate("""
                import('/page/mesh.js').then(({surface}) => {
                  const [nx, ny, nz] = [7, 5, 6];
                  let seed = 1;
                  const data = Uint8Array.from({length: nx * ny * nz}, () => (seed = (seed * 48271) % 2147483647) % 2);
                  const cut = [[0, 5], [1, 5], [0, 6]];
                  const at = (p) => p.every((v, d) => v >= cut[d][0] && v < cut[d][1]) && data[(p[0] * ny + p[1]) * nz + p[2]];
                  let open = 0;
                  for (let x = 0; x < nx; x++) for (let y = 0; y < ny; y++) for (let z = 0; z < nz; z++) {
                    if (!at([x, y, z])) continue;
                    for (const s of [[1,0,0],[-1,0,0],[0,1,0],[0,-1,0],[0,0,1],[0,0,-1]]) {
                      open += at([x + s[0], y + s[1], z + s[2]]) ? 0 : 1;
                    }
                  }
                  const {positions: p, normals: n} = surface({nx, ny, nz, data}, cut, [1]).get(1);
                  let area = 0;
                  for (let i = 0; i < p.length; i += 9) {
                    const [a, b] = [3, 6].map((k) => [0, 1, 2].map((d) => p[i + k + d] - p[i + d]));
                    const cross = [a[1]*b[2]-a[2]*b[1], a[2]*b[0]-a[0]*b[2], a[0]*b[1]-a[1]*b[0]];
                    area += (cross[0] * n[i] + cross[1] * n[i + 1] + cross[2] * n[i + 2]) / 2;
                  }
                  return [open, area, p.length / 18];
                })""");
        assertThat(found.get(0).asInt()).isGreaterThan(100);
        assertThat(found.get(1).asDouble()).isEqualTo(found.get(0).asDouble());
        assertThat(found.get(2).asDouble())
                .as("rectangles, joined")
                .isLessThan(found.get(0).asDouble());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            no numpy at all                                                                 ; is no .npy file
            \\x93NUMPY\\x01\\x00\\x40\\x00{'descr': '<f8', 'fortran_order': False, 'shape': (1, 1, 8), }          ; is not uint8
            \\x93NUMPY\\x01\\x00\\x40\\x00{'descr': '|u1', 'fortran_order': False, 'shape': (2, 2, 2), }          ; 0 voxels, not 2 x 2 x 2
            """)
    void voxels_ofAnotherForm_areRefused(String file, String why) throws Exception {
        open("#new");
        String said = browser.evaluate("""
                import('/page/npy.js').then(({parse}) => {
                  const text = "%s".padEnd(10 + 64).slice(0, 10 + 64);
                  try {
                    parse(Uint8Array.from(text, (c) => c.charCodeAt(0)).buffer);
                    return 'accepted';
                  } catch (e) {
                    return e.message;
                  }
                })""".formatted(file)).asText();
        assertThat(said).contains(why);
    }
}
