package io.temper.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page by keyboard alone, for a screen reader, in light and dark, and in a narrow window. */
@QuarkusTest
@TestProfile(PageWorld.class)
class PageAccessIT extends PageCase {
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
        for (String fragment :
                List.of("#designs/" + id, "#new?target=C11:500", "#designs", "#events", "#microstructures/")) {
            browser.look(1280, 900, scheme);
            open(fragment);
            browser.await("document.querySelector('h1')");
            browser.await("document.querySelector('.card table, .hint.bad, table.designs, .empty, .verdict')");
            assertThat(violations()).as(fragment).isEmpty();
            Files.createDirectories(PICTURES);
            String name = fragment.replaceAll("[^a-z]", "");
            browser.screenshot(PICTURES.resolve("%s-%s.png".formatted(name, scheme)));
        }
    }

    @Test
    void narrowWindow_ofEachPage_hasNothingBeyondItsEdge() throws Exception {
        String id = ended();
        for (String fragment :
                List.of("#designs/" + id, "#new?target=C11:500", "#designs", "#events", "#microstructures/")) {
            browser.look(400, 800, "dark");
            open(fragment);
            browser.await("document.querySelector('.card table, .hint.bad, table.designs, .empty, .verdict')");
            assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
                    .as(fragment)
                    .isLessThanOrEqualTo(400);
            Files.createDirectories(PICTURES);
            browser.screenshot(PICTURES.resolve(fragment.replaceAll("[^a-z]", "") + "-narrow.png"));
        }
    }
}
