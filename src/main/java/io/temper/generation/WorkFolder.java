package io.temper.generation;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where samples are in work, each in a folder of its own until it is labelled. One process at a time may have it; the system
 * gives it free when that one ends, however it ends.
 */
record WorkFolder(Path path) {
    private static final String LOCK = "lock";

    WorkFolder {
        path = path.toAbsolutePath().normalize();
    }

    Path of(Sample sample) {
        return path.resolve("sample-" + sample.index());
    }

    /** Forgets a sample that is labelled. */
    void delete(Sample sample) throws IOException {
        Path folder = of(sample);
        if (!Files.exists(folder)) {
            return; // the solver exchanges nothing by files
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** @throws IOException if another process has it, or it cannot be written */
    Lock lock() throws IOException {
        Files.createDirectories(path);
        FileChannel channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = tryLock(channel);
        if (lock == null) {
            channel.close();
            throw new IOException("another temper is at work in %s: wait for its end".formatted(path));
        }
        return new Lock(path, channel);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // this process itself
        }
    }

    /** Holds the folder; at its end an empty folder is removed. */
    record Lock(Path folder, FileChannel channel) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            Files.deleteIfExists(folder.resolve(LOCK));
            channel.close();
            try {
                Files.deleteIfExists(folder);
            } catch (DirectoryNotEmptyException e) {
                // what failed stays: its logs may be wanted
            }
        }
    }
}
