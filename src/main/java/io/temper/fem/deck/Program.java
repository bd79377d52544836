package io.temper.fem.deck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Runs a program with its output in a file. */
final class Program {
    private Program() {}

    /**
     * Runs a program to its end.
     *
     * @param log for standard output and error
     * @param mend what to do if there is no such program
     * @return its exit code
     */
    static int run(List<String> command, Path folder, Path log, Map<String, String> environment, String mend)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot start %s: %s".formatted(command.get(0), mend), e);
        }
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** The last lines of a log that say something, as one line. */
    static String tail(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log, java.nio.charset.StandardCharsets.ISO_8859_1)) {
            List<String> said =
                    lines.map(String::strip).filter(l -> !l.isEmpty()).toList();
            return String.join(" ", said.subList(Math.max(0, said.size() - 3), said.size()));
        }
    }
}
