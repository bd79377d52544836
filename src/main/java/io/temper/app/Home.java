package io.temper.app;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder that holds what users edit: {@code routes/} and {@code fem-adapters/}.
 *
 * @param folder absolute
 */
public record Home(Path folder) {
    /** The label table that comes with temper, within the folder. */
    public static final String LABELS = "docs/science/labels.csv";

    public Home {
        folder = folder.toAbsolutePath().normalize();
    }

    /** {@code TEMPER_HOME} if set, else the current folder if it has {@code routes/}, else the nearest such folder above the jar. */
    public static Home find() {
        return find(System.getenv("TEMPER_HOME"), Path.of(""), jar());
    }

    static Home find(@Nullable String variable, Path current, Optional<Path> jar) {
        if (variable != null && !variable.isBlank()) {
            Home home = new Home(Path.of(variable));
            if (!home.isComplete()) {
                throw new IllegalStateException(
                        "TEMPER_HOME=%s has no folder routes/: set it to temper's folder".formatted(variable));
            }
            return home;
        }
        return Stream.concat(Stream.of(current), jar.stream().flatMap(Home::ancestors))
                .map(Home::new)
                .filter(Home::isComplete)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "no folder routes/ here or above temper's jar: set TEMPER_HOME to temper's folder"));
    }

    private boolean isComplete() {
        return Files.isDirectory(folder.resolve("routes"));
    }

    /** Makes this the home of the application that is started next in this process. */
    public void configure() {
        System.setProperty("temper.home", folder.toString());
    }

    public Path adapters() {
        return folder.resolve("fem-adapters");
    }

    /** The label table that comes with temper. */
    public Path labels() {
        return folder.resolve(LABELS);
    }

    private static Stream<Path> ancestors(Path path) {
        return Stream.iterate(path.toAbsolutePath().getParent(), p -> p != null, Path::getParent);
    }

    private static Optional<Path> jar() {
        return Optional.ofNullable(Home.class.getProtectionDomain().getCodeSource())
                .map(CodeSource::getLocation)
                .map(url -> {
                    try {
                        return Path.of(url.toURI());
                    } catch (URISyntaxException e) {
                        throw new IllegalStateException("the jar's place %s is not a path".formatted(url), e);
                    }
                });
    }
}
