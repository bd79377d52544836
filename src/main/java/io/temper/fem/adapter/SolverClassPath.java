package io.temper.fem.adapter;

import com.fasterxml.jackson.core.JsonFactory;
import io.temper.fem.FemException;
import io.temper.material.Microstructure;
import java.io.File;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the embedded solver's classes lie: temper's own and jackson-core's, in a folder of classes, a jar or a fast-jar. */
final class SolverClassPath {
    private SolverClassPath() {}

    /** @throws FemException UNAVAILABLE, if a class does not come from a file */
    static String find() throws FemException {
        Path temper = location(Microstructure.class);
        Path jackson = location(JsonFactory.class);
        return Stream.of(temper, jackson).map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static Path location(Class<?> type) throws FemException {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        String file = "/" + type.getName().replace('.', '/') + ".class";
        // some class loaders give no code source, or one that is no file; their resources then still are
        return Stream.of(source == null ? null : source.getLocation(), type.getResource(file))
                .filter(Objects::nonNull)
                .map(url -> toPath(url, file))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new FemException(
                        FemException.Reason.UNAVAILABLE,
                        "%s was not loaded from a file of its own, which the solver's process needs: unpack the application's jar (Spring Boot: -Djarmode=tools extract)"
                                .formatted(type)));
    }

    private static @Nullable Path toPath(URL url, String file) {
        String text = url.toString();
        text = text.startsWith("jar:") ? text.substring(4) : text;
        text = text.endsWith(file) ? text.substring(0, text.length() - file.length()) : text;
        text = text.replaceFirst("!/?$", "");
        try {
            Path path = Path.of(URI.create(text));
            // Spring Boot's jars of jars are a file system of their own
            return path.getFileSystem() == FileSystems.getDefault() && Files.exists(path) ? path : null;
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            return null;
        }
    }
}
