package io.temper.page;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** What the page does with designs: cancel, pause, resume, clone, delete, and the list of them. */
@QuarkusTest
@TestProfile(PageWorld.class)
class PageControlIT extends PageCase {
    @Test
    void cancel_ofARunningDesign_endsIt() throws Exception {
        String id = queued("gated", 35);
        open("#designs/" + id);
        browser.await(STATUS + " === 'running'");

        click("[aria-label^='Cancel design']");
        browser.await(STATUS + " === 'cancelled'");
        browser.await("document.querySelector('[aria-label^=\"Delete design\"]')");
        when().get("/designs/" + id).then().body("status", is("cancelled"));
    }

    @Test
    void pause_thenResume_goesOnToTheEnd() throws Exception {
        String id = queued("gated", 35);
        open("#designs/" + id);
        browser.await(STATUS + " === 'running'");

        click("[aria-label^='Pause design']");
        browser.await("document.getElementById('announcer').textContent.includes('will pause')");
        gated.permits.release(100); // the evaluation that runs is finished first
        browser.await(STATUS + " === 'paused'");
        click("[aria-label^='Resume design']");
        browser.await(STATUS + " === 'succeeded'");
        // the stream went on where it was: each event once
        String log = browser.evaluate("[...document.querySelectorAll('.log li')].map((e) => e.textContent).join()")
                .asText();
        assertThat(log.split("design for C11", -1)).hasSize(2);
    }

    @Test
    void clone_ofADesign_fillsTheForm() throws Exception {
        String id = queued("""
                {"target": {"C11": 35}, "solver": "analytic", "seed": 5, "tolerance": 0.03, "name": "first"}""");
        open("#designs");
        click("[aria-label='Clone design first']");

        browser.await("document.querySelector('form')");
        assertThat(browser.evaluate("""
                ['seed', 'tolerance', 'solver', 'name'].map((n) => document.querySelector(`[name=${n}]`).value).join()""").asText()).isEqualTo("5,3,analytic,first");
        fill("[name=name]", "second");
        click("button[type=submit]");
        browser.await(STATUS + " === 'succeeded'");
        assertThat(browser.evaluate("location.hash").asText()).doesNotContain(id);
    }

    @Test
    void delete_ofAnEndedDesign_takesItFromTheList() throws Exception {
        String id = ended();
        open("#designs");
        String link = "document.querySelector('a[href=\"#designs/%s\"]')".formatted(id);
        browser.await(link);

        browser.evaluate(link + ".closest('tr').querySelector('[aria-label^=Delete]').click()");
        browser.await("!" + link);
        when().get("/designs/" + id).then().statusCode(404);
    }

    @Test
    void list_manyDesigns_isTurnedAndFiltered() throws Exception {
        for (int i = 0; i < 26; i++) {
            queued("""
                    {"target": {"C11": 35}, "solver": "analytic", "name": "many %d"}""".formatted(i));
        }
        open("#designs");
        fill("input[type=search]", "many");
        browser.await("document.querySelectorAll('table.designs tbody tr').length === 25"
                + " && !document.querySelector('table.designs').textContent.includes('many 0 ')");
        click("[data-key=older]");
        browser.await("document.querySelectorAll('table.designs tbody tr').length === 1");
        assertThat(browser.evaluate("document.querySelector('table.designs tbody a').textContent")
                        .asText())
                .isEqualTo("many 0");
        click("[data-key=newest]");
        browser.await("document.querySelectorAll('table.designs tbody tr').length === 25");

        browser.await("document.querySelector('[data-key=\"chip succeeded\"]')");
        fill("input[type=search]", "many 25");
        browser.await("document.querySelectorAll('table.designs tbody tr').length === 1");
        browser.await("document.querySelector('table.designs .status').textContent === 'succeeded'");
        click("[data-key='chip succeeded']");
        browser.await(
                "document.querySelector('[data-key=\"chip succeeded\"]').getAttribute('aria-pressed') === 'true'");
        browser.await("document.querySelectorAll('table.designs tbody tr').length === 1");
        assertThat(browser.evaluate("location.hash").asText()).isEqualTo("#designs?status=succeeded");
    }

    @Test
    void submit_twiceOfTheSame_isOneDesign() throws Exception {
        open("#new?target=C11:35&solver=analytic&name=once");
        browser.await("document.querySelector('button[type=submit]')");
        browser.evaluate("""
                (() => {
                  const form = document.querySelector('form');
                  form.requestSubmit();
                  form.requestSubmit();
                })()""");

        browser.await(STATUS + " === 'succeeded'");
        when().get("/designs?text=once").then().body("designs", hasSize(1));
    }
}
