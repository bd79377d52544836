package io.temper.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.temper.cli.Jar.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** README's command one, on the packaged application with the model that comes with it. */
class DesignIT {
    @TempDir
    Path folder;

    @Test
    void design_readmeCommand_endsWithTwoVerifiedMorphologies() throws Exception {
        Jar jar = new Jar(folder);
        Ended ended = jar.run(Map.of(), "design", "--target", "C11=35", "--out", "c11-35");

        assertThat(ended.exit()).as(ended.err()).isZero();
        JsonNode design = ended.json();
        assertThat(design.get("status").asText()).as(ended.err()).isEqualTo("succeeded");
        assertThat(design.get("candidates"))
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(
                        c -> assertThat(Math.abs(c.at("/error/C11").asDouble())).isLessThan(0.02));
        assertThat(Math.abs(design.at("/candidates/0/error/C11").asDouble())).isLessThan(0.01);
        assertThat(StreamSupport.stream(design.get("candidates").spliterator(), false)
                        .map(c -> longest(c.get("correlationLength")))
                        .distinct())
                .hasSizeGreaterThanOrEqualTo(2);
        assertThat(folder.resolve("c11-35/report.html")).content().contains("C11 = 35 GPa");

        // the file is what was verified
        String file = design.at("/candidates/0/file").asText();
        JsonNode again = jar.run(Map.of(), "simulate", file).json();
        assertThat(again.at("/C/0/0").asDouble())
                .isCloseTo(design.at("/candidates/0/verified/C11").asDouble(), within(1e-9));

        Ended repeated = jar.run(Map.of(), "design", "--target", "C11=35", "--out", "c11-35");
        assertThat(repeated.exit()).isEqualTo(1);
        assertThat(repeated.err()).contains("replace it with --force").hasLineCount(1);
    }

    @Test
    void design_editedRoute_runsDifferentlyWithoutABuild() throws Exception {
        Path home = folder.resolve("home");
        copy(Path.of("routes"), home.resolve("routes"));
        copy(Path.of("fem-adapters"), home.resolve("fem-adapters"));
        Path route = home.resolve("routes/decide.camel.yaml");
        String accept = "    id: accept\n    from:\n      uri: direct:accept\n      steps:\n";
        String yaml = Files.readString(route);
        assertThat(yaml).contains(accept);
        String logged = "        - log:\n            message: edited by a user\n            loggingLevel: WARN\n";
        Files.writeString(route, yaml.replace(accept, accept + logged));

        Ended ended = new Jar(folder)
                .run(
                        Map.of("TEMPER_HOME", home.toString()),
                        "design",
                        "--target",
                        "C11=30",
                        "--tolerance",
                        "10%",
                        "--out",
                        "d");
        assertThat(ended.exit()).as(ended.err()).isZero();
        assertThat(ended.err()).contains("edited by a user");
    }

    private static int longest(JsonNode lengths) {
        int longest = 0;
        for (int i = 1; i < 3; i++) {
            if (lengths.get(i).asDouble() > lengths.get(longest).asDouble()) {
                longest = i;
            }
        }
        return longest;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path f : (Iterable<Path>) files::iterator) {
                Path target = to.resolve(from.relativize(f).toString());
                if (Files.isDirectory(f)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(f, target);
                }
            }
        }
    }
}
