package io.temper.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temper.design.AnalyticMaterial;
import io.temper.vaereg.VaeReg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What tools and people read of the components: Camel's catalog and {@code docs/components}. */
class CatalogTest {
    private static final Set<String> PRIMITIVE = Set.of("boolean", "integer", "number");

    @ParameterizedTest
    @ValueSource(strings = {"microstructure", "vaereg", "fem", "anneal"})
    void catalog_everyOptionAndHeader_isDescribedAndStandsOnThePage(String scheme) throws IOException {
        JsonNode catalog = catalog(scheme);
        String page = page(scheme);
        for (String part : Set.of("componentProperties", "properties", "headers")) {
            for (Map.Entry<String, JsonNode> option : catalog.path(part).properties()) {
                String name = option.getKey();
                JsonNode o = option.getValue();
                String description = o.path("description").asText();
                assertThat(description)
                        .as("%s: description of %s", scheme, name)
                        .isNotBlank();
                assertThat(page).as("page of %s", scheme).contains("| `" + name + "` |");
                if (!part.equals("headers")) {
                    checkOption(scheme, name, o, page);
                } else {
                    assertThat(o.path("constantName").asText()).as(name).contains("Constants#");
                }
            }
        }
    }

    private static void checkOption(String scheme, String name, JsonNode o, String page) {
        if (o.path("type").asText().equals("enum")) {
            assertThat(o.path("enum")).as("%s: values of %s", scheme, name).isNotEmpty();
            o.path("enum").forEach(value -> assertThat(page).contains("`" + value.asText() + "`"));
        }
        boolean boxed = o.path("javaType").asText().startsWith("java.lang.");
        if (PRIMITIVE.contains(o.path("type").asText()) && !boxed) {
            assertThat(o.has("defaultValue"))
                    .as("%s: default of %s", scheme, name)
                    .isTrue();
        }
        if (o.has("defaultValue")) {
            assertThat(page).as(name).contains("| `" + o.path("defaultValue").asText() + "` |");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"microstructure", "vaereg", "fem", "anneal"})
    void page_itsExample_isARouteThatStarts(String scheme) throws Exception {
        Matcher example = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(page(scheme));
        assertThat(example.find()).as("example of %s", scheme).isTrue();
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.getRegistry().bind("model", VaeReg.class, new AnalyticMaterial.Model());
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(ResourceHelper.fromString(scheme + ".camel.yaml", example.group(1)));
            camel.start();
            assertThat(camel.getRoute(scheme)).isNotNull();
        }
    }

    private static String page(String scheme) throws IOException {
        return Files.readString(Path.of("docs/components", scheme + ".md"));
    }

    private static JsonNode catalog(String scheme) throws IOException {
        return new ObjectMapper()
                .readTree(CatalogTest.class.getResource("/META-INF/io/temper/camel/" + scheme + ".json"));
    }
}
