package io.temper.app;

import io.temper.store.Database;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.eclipse.microprofile.config.Config;

/**
 * Loads those routes of {@code routes/events/} and {@code routes/lab/} that the settings {@code temper.events} and {@code temper.lab}
 * name, once the service can take what they bring. No others are read, nor are their components.
 */
@ApplicationScoped
public class RouteSelection {
    private static final String ENDING = ".camel.yaml";
    private static final List<String> KINDS = List.of("events", "lab");
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final Home home;
    private final Config config;
    private final ServiceSettings settings;
    private final RouteStart routes;

    RouteSelection(CamelContext camel, Home home, Config config, ServiceSettings settings) {
        this.home = home;
        this.config = config;
        this.settings = settings;
        routes = new RouteStart(camel, AGAIN);
    }

    /** After all else that the database makes possible. */
    void load(@Observes @Priority(Integer.MAX_VALUE) Database opened) throws Exception {
        List<Path> files = new ArrayList<>();
        for (String kind : KINDS) {
            Optional<String[]> names = config.getOptionalValue("temper." + kind, String[].class);
            for (String name : names.orElse(new String[0])) {
                files.add(file(kind, name.trim()));
            }
        }
        for (Path file : files) {
            routes.load(file);
        }
    }

    private Path file(String kind, String name) throws IOException {
        Path folder = home.folder().resolve("routes").resolve(kind);
        Path file = folder.resolve(name + ENDING);
        if (!name.matches("[a-z0-9-]+") || !Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    "temper.%s=%s: there is no such route; use some of %s".formatted(kind, name, names(folder)));
        }
        return file;
    }

    private static List<String> names(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString())
                    .filter(f -> f.endsWith(ENDING))
                    .map(f -> f.substring(0, f.length() - ENDING.length()))
                    .sorted()
                    .toList();
        }
    }

    /** Before what takes their messages goes. What they carry has as long to end as the whole service. */
    void stop() throws Exception {
        routes.stop(settings.shutdownTimeout());
    }
}
