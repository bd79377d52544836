package io.temper.report;

import io.temper.fem.FemException;
import io.temper.fem.launch.Command;
import io.temper.fem.launch.LocalLauncher;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Prints a report by a Chromium that is installed here, one at a time. The browser finds no host, the report's own policy
 * allows no script, and it is ended at a limit.
 */
public final class PdfPrinter {
    /** Names the browser's command; without it Chromium or Chrome is looked for on the path. */
    public static final String VARIABLE = "TEMPER_CHROMIUM";

    /** What to say where there is none. */
    public static final String MISSING =
            "a PDF needs Chromium: install it, or name the browser's command by TEMPER_CHROMIUM; report.html prints as well";

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String HTML = "report.html";
    private static final String PDF = "report.pdf";

    private final String browser;
    private final LocalLauncher launcher = new LocalLauncher(1);

    /** @param browser its command */
    PdfPrinter(String browser) {
        this.browser = browser;
    }

    /** A printer if there is a browser on this machine. */
    public static Optional<PdfPrinter> find() {
        return find(System.getenv());
    }

    static Optional<PdfPrinter> find(Map<String, String> environment) {
        String named = environment.getOrDefault(VARIABLE, "");
        Stream<Path> places = named.isBlank()
                ? Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                        .flatMap(folder -> NAMES.stream().map(Path.of(folder)::resolve))
                : Stream.of(Path.of(named));
        return places.filter(Files::isExecutable)
                .map(p -> new PdfPrinter(p.toAbsolutePath().toString()))
                .findFirst();
    }

    /**
     * Prints a page that needs no other file.
     *
     * @throws IOException with one clear line if the browser failed or did not end in time
     */
    public byte[] print(String html) throws IOException {
        Path folder = Files.createTempDirectory("temper-pdf").toRealPath();
        try {
            Path page = folder.resolve(HTML);
            Path pdf = folder.resolve(PDF);
            Files.writeString(page, html, StandardCharsets.UTF_8);
            launcher.run(new Command(arguments(folder), Map.of(), folder, List.of(pdf), 1, LIMIT, null));
            byte[] bytes = Files.exists(pdf) ? Files.readAllBytes(pdf) : new byte[0];
            if (!new String(bytes, 0, Math.min(5, bytes.length), StandardCharsets.ISO_8859_1).equals("%PDF-")) {
                throw new IOException("%s ended without a PDF".formatted(browser));
            }
            return bytes;
        } catch (FemException e) {
            throw new IOException("the report was not printed: " + e.getMessage(), e);
        } finally {
            delete(folder);
        }
    }

    private List<String> arguments(Path folder) {
        List<String> arguments = new ArrayList<>(List.of(
                browser,
                "--headless",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--no-first-run",
                "--host-resolver-rules=MAP * ~NOTFOUND",
                "--user-data-dir=" + folder.resolve("profile"),
                "--no-pdf-header-footer",
                "--print-to-pdf=" + folder.resolve(PDF)));
        if ("root".equals(System.getProperty("user.name"))) {
            arguments.add("--no-sandbox"); // the sandbox refuses root
        }
        arguments.add(folder.resolve(HTML).toUri().toString());
        return arguments;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause(); // a process of the browser may still be at its end
        }
    }
}
