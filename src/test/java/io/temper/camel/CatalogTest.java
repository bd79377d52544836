package io.temper.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temper.design.AnalyticMaterial;
import io.temper.vaereg.VaeReg;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.apache.camel.Navigate;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What tools and people read of the components: Camel's catalog and {@code docs/components}. */
class CatalogTest {
    @TempDir
    Path folder;

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
    void page_itsExamples_areOneRouteInThreeLanguages(String scheme) throws Exception {
        List<String> yaml = steps(scheme, loads(scheme + ".camel.yaml", example(scheme, "yaml")));
        assertThat(yaml).hasSizeGreaterThan(1);
        assertThat(steps(scheme, loads(scheme + ".xml", "<routes>" + example(scheme, "xml") + "</routes>")))
                .isEqualTo(yaml);
        assertThat(steps(scheme, camel -> camel.addRoutes(compiled(example(scheme, "java")))))
                .isEqualTo(yaml);
    }

    private interface Routes {
        void addTo(DefaultCamelContext camel) throws Exception;
    }

    private static Routes loads(String name, String text) {
        return camel -> PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString(name, text));
    }

    private static String example(String scheme, String language) throws IOException {
        Matcher example =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(page(scheme));
        assertThat(example.find()).as("%s example of %s", language, scheme).isTrue();
        return example.group(1);
    }

    /** What the processors of the started route say of themselves. */
    private static List<String> steps(String scheme, Routes routes) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.getRegistry().bind("model", VaeReg.class, new AnalyticMaterial.Model());
            routes.addTo(camel);
            camel.start();
            return camel.getRoute(scheme).navigate().next().stream()
                    .flatMap(CatalogTest::all)
                    .map(p -> p.toString().replaceFirst("^setBody\\d+$", "setBody"))
                    .toList();
        }
    }

    private static Stream<Processor> all(Processor p) {
        return p instanceof Navigate<?> group && group.hasNext()
                ? group.next().stream().map(Processor.class::cast).flatMap(CatalogTest::all)
                : Stream.of(p);
    }

    private RouteBuilder compiled(String statement) throws Exception {
        Path source = Files.writeString(
                folder.resolve("Example.java"),
                "public class Example extends org.apache.camel.builder.RouteBuilder { @Override public void configure() { "
                        + statement + " } }");
        int exit = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-cp", System.getProperty("java.class.path"), source.toString());
        assertThat(exit).as(statement).isZero();
        try (URLClassLoader classes =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            return (RouteBuilder) classes.loadClass("Example").getConstructor().newInstance();
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
