package io.temper.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Files of a result that others get: reports and voxels, not what solvers left. */
final class ResultFiles {
    private static final List<String> ENDINGS = List.of(".json", ".html", ".npy", ".vti", ".nrrd", ".pdf");

    private ResultFiles() {}

    /** By name; none if there is no folder, or no longer. */
    static List<Path> of(@Nullable Path folder) throws IOException {
        if (folder == null || !Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS))
                    .filter(f -> ENDINGS.stream().anyMatch(f.getFileName().toString()::endsWith))
                    .filter(f -> !f.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }
}
