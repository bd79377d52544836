package io.temper.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be known of the images and compose files without an engine. */
class DockerFilesTest {
    private static final Path DOCKER = Path.of("docker");

    static Stream<Path> images() throws IOException {
        return files("Dockerfile*");
    }

    static Stream<Path> composeFiles() throws IOException {
        return files("compose*.yaml");
    }

    static Stream<Path> scripts() throws IOException {
        return files("*.sh");
    }

    private static Stream<Path> files(String glob) throws IOException {
        var matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        try (Stream<Path> files = Files.list(DOCKER)) {
            return files.filter(f -> matcher.matches(f.getFileName())).sorted().toList().stream();
        }
    }

    /** Instructions, one a line. */
    private static List<String> instructions(Path image) throws IOException {
        return Files.readString(image)
                .replaceAll("(?m)^#.*\\R", "")
                .replaceAll("\\\\\\R\\s*", "")
                .lines()
                .filter(l -> !l.isBlank())
                .toList();
    }

    private static List<String> arguments(Path image, String instruction) throws IOException {
        return instructions(image).stream()
                .filter(l -> l.startsWith(instruction + " "))
                .map(l -> l.substring(instruction.length() + 1))
                .toList();
    }

    /** Whether the .dockerignore, which names what is sent, lets a path through. */
    private static boolean isSent(String path) throws IOException {
        return Files.readAllLines(Path.of(".dockerignore")).stream()
                .filter(l -> l.startsWith("!"))
                .map(l -> l.substring(1))
                .anyMatch(l -> path.equals(l)
                        || path.startsWith(l + "/")
                        || FileSystems.getDefault().getPathMatcher("glob:" + l).matches(Path.of(path)));
    }

    @ParameterizedTest
    @MethodSource("images")
    void image_copies_whatIsThereAndSent(Path image) throws IOException {
        List<String> copies = arguments(image, "COPY").stream()
                .filter(c -> !c.startsWith("--from"))
                .toList();
        assertThat(copies).isNotEmpty();
        for (String copy : copies) {
            List<String> words = Arrays.asList(copy.split(" "));
            for (String source : words.subList(0, words.size() - 1)) {
                assertThat(Path.of(source)).as(copy).exists();
                assertThat(isSent(source)).as("%s is in .dockerignore", source).isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("images")
    void image_copiesFromTheBuild_whatTheBuildHas(Path image) throws IOException {
        for (String copy : arguments(image, "COPY")) {
            if (copy.startsWith("--from=build")) {
                String source = copy.split(" ")[1].replaceFirst("^/src/", "");
                assertThat(source.startsWith("target/quarkus-app") || Files.exists(Path.of(source)))
                        .as(copy)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("images")
    void image_runs_asNobodyImportantFromPinnedBases(Path image) throws IOException {
        List<String> users = arguments(image, "USER");
        assertThat(users).isNotEmpty();
        assertThat(users.get(users.size() - 1)).isNotIn("root", "0");
        assertThat(arguments(image, "FROM"))
                .allSatisfy(from -> assertThat(from.split(" ")[0]).contains(":").doesNotEndWith(":latest"));
        assertThat(arguments(image, "HEALTHCHECK"))
                .hasSize(1)
                .first()
                .asString()
                .contains("docker/healthcheck.sh");
        assertThat(arguments(image, "ENTRYPOINT")).singleElement().asString().contains("docker/entrypoint.sh");
    }

    @ParameterizedTest
    @MethodSource("composeFiles")
    void compose_names_whatIsThere(Path file) throws IOException {
        JsonNode compose = new YAMLMapper(new YAMLFactory()).readTree(file.toFile());
        assertThat(compose.path("services").isEmpty()).isFalse();
        compose.path("services").forEach(service -> {
            JsonNode build = service.path("build");
            if (!build.isMissingNode()) {
                Path context = DOCKER.resolve(build.path("context").asText()).normalize();
                assertThat(context.resolve(build.path("dockerfile").asText())).isRegularFile();
            }
            service.path("ports")
                    .forEach(p -> assertThat(p.asText())
                            .as("published on this machine only")
                            .startsWith("127.0.0.1:"));
            service.path("volumes").forEach(v -> {
                String source = v.asText().split(":")[0];
                assertThat(compose.path("volumes").has(source) || Files.exists(DOCKER.resolve(source)))
                        .as("volume %s", source)
                        .isTrue();
            });
            service.path("secrets")
                    .forEach(s -> assertThat(compose.path("secrets").has(s.asText()))
                            .as("secret %s", s.asText())
                            .isTrue());
            service.path("depends_on")
                    .fieldNames()
                    .forEachRemaining(
                            d -> assertThat(compose.path("services").has(d)).isTrue());
        });
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void script_parses_andCanBeRun(Path script) throws Exception {
        assertThat(script).isExecutable();
        Process bash = new ProcessBuilder("bash", "-n", script.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(bash.getInputStream().readAllBytes());
        assertThat(bash.waitFor()).as(said).isZero();
    }

    @Test
    void folder_files_areAllCovered() throws IOException {
        assertThat(images()).hasSize(2);
        assertThat(composeFiles()).isNotEmpty();
        assertThat(scripts()).hasSize(2);
    }
}
