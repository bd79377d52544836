package io.temper.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The folder that a design is written to: never mixed with what was there before. */
final class OutputFolder {
    private OutputFolder() {}

    /**
     * Makes sure that the folder can be written and holds nothing.
     *
     * @param replace an earlier design in it is deleted; anything else never is
     */
    static void prepare(Path folder, boolean replace) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new IOException("%s is a file, but a folder is needed: choose another --out".formatted(folder));
        }
        if (Files.isDirectory(folder) && !isEmpty(folder)) {
            if (!Files.isRegularFile(folder.resolve("report.json"))) {
                throw new IOException(
                        "folder %s holds other files: choose a new or empty folder for --out".formatted(folder));
            } else if (!replace) {
                throw new IOException(
                        "folder %s holds an earlier design: choose another --out, or replace it with --force"
                                .formatted(folder));
            }
            delete(folder);
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new IOException("cannot make folder %s: choose another --out (%s)".formatted(folder, e), e);
        }
        if (!Files.isWritable(folder)) {
            throw new IOException("folder %s is not writable: choose another --out".formatted(folder));
        }
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path f : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(f);
            }
        }
    }

    /** After a design that could not even start. */
    static void deleteIfEmpty(Path folder) throws IOException {
        if (isEmpty(folder)) {
            Files.delete(folder);
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }
}
