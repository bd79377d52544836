package io.temper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged application as a process of its own. */
record Jar(Path folder) {
    static final Path FILE = Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath();

    /** What a finished process left. */
    record Ended(int exit, String out, String err) {
        JsonNode json() throws IOException {
            return new ObjectMapper().readTree(out);
        }
    }

    /** Runs a command to its end in the folder. */
    Ended run(Map<String, String> environment, String... command) throws Exception {
        Path out = Files.createTempFile("out", null);
        Path err = Files.createTempFile("err", null);
        Process process = builder(environment, command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
            return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            process.destroyForcibly();
            Files.delete(out);
            Files.delete(err);
        }
    }

    ProcessBuilder builder(Map<String, String> environment, String... command) {
        List<String> line = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", FILE.toString()));
        line.addAll(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
        builder.environment().remove("TEMPER_HOME");
        builder.environment().put("TEMPER_CACHE", folder.resolve(".cache").toString());
        builder.environment().putAll(environment);
        return builder;
    }
}
