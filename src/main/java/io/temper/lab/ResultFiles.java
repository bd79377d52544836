package io.temper.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Files of a result that others get: reports and voxels, not what solvers left. */
final class ResultFiles {
    private static final List<String> ENDINGS = List.of(".json", ".html", ".npy", ".vti", ".nrrd", ".pdf");

    /** A design's page is written right after its end, which its result is a part of; without one it goes out all the same. */
    private static final String PAGE = "report.html";

    private static final Duration PAGE_LIMIT = Duration.ofSeconds(10);

    private ResultFiles() {}

    /** Whether all files are there that will be. */
    static boolean areComplete(Delivery delivery, Instant now) {
        LabResult result = delivery.result();
        return !result.kind().equals("design")
                || result.folder() == null
                || !Files.isDirectory(result.folder())
                || Files.exists(result.folder().resolve(PAGE))
                || now.isAfter(delivery.created().plus(PAGE_LIMIT));
    }

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
