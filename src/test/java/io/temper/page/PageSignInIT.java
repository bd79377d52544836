package io.temper.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.temper.access.ApiKeys;
import io.temper.access.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The page of a service that asks for a key. */
@QuarkusTest
@TestProfile(PageSignInIT.WithKeys.class)
class PageSignInIT extends PageCase {
    private static final Path KEYS = Path.of("target", "page-test-keys");

    /** The page's world, behind a key. */
    public static class WithKeys extends PageWorld {
        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                Files.deleteIfExists(KEYS);
                new ApiKeys(KEYS).add("first", Role.READ);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Map<String, String> all = new HashMap<>(super.getConfigOverrides());
            all.put("temper.authentication", "true");
            all.put("temper.api-keys", KEYS.toString());
            return all;
        }
    }

    @Test
    void page_withoutAKey_asksForItAndThenShowsDesigns() throws Exception {
        expected.add("401");
        open("#designs");
        browser.await("document.querySelector('[name=key]')");

        fill("[name=key]", "temper_wrong");
        click("button.primary");
        browser.await("document.querySelector('.problem').textContent.includes('not a key')");

        fill("[name=key]", new ApiKeys(KEYS).add("visitor", Role.READ));
        click("button.primary");
        browser.await("document.title.startsWith('Designs') && document.querySelector('main h1')");
        assertThat(browser.evaluate("document.cookie").asText())
                .as("scripts cannot read the key")
                .isEmpty();
    }
}
