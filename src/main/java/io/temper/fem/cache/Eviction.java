package io.temper.fem.cache;

import io.temper.fem.MemorySize;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Keeps a cache's folder to its limit. Another process may do the same at the same time: a file that is gone is gone. */
final class Eviction {
    static final String ENDING = ".json";

    /** What a small file takes on most disks. */
    private static final long BLOCK = 4096;
    /** Down to this much of the limit, so that not every entry leads to a search. */
    private static final double TARGET = 0.9;
    /** What a writer that was killed has left is older than any that is at work. */
    private static final Duration STALE = Duration.ofHours(1);

    private final Path folder;
    private final MemorySize limit;
    private long sinceSearch = Long.MAX_VALUE / 2;

    Eviction(Path folder, MemorySize limit) {
        this.folder = folder;
        this.limit = limit;
    }

    /** A file of the cache. @param bytes on the disk */
    record CacheFile(Path path, long bytes, Instant used) {
        String name() {
            return path.getFileName().toString();
        }

        boolean isEntry() {
            return name().matches("[0-9a-f]{64}\\.json");
        }
    }

    MemorySize limit() {
        return limit;
    }

    /** Notes a new entry, and makes room once in a while. */
    synchronized void grown(long bytes) throws IOException {
        sinceSearch += blocks(bytes);
        if (sinceSearch > limit.bytes() * (1 - TARGET)) {
            sinceSearch = 0;
            evict();
        }
    }

    private void evict() throws IOException {
        List<CacheFile> files = files();
        long total = files.stream().mapToLong(CacheFile::bytes).sum();
        long target = (long) (limit.bytes() * TARGET);
        Instant stale = Instant.now().minus(STALE);
        for (CacheFile file : files) {
            boolean leftover = !file.isEntry() && file.used().isBefore(stale);
            if (leftover || file.isEntry() && total > target) {
                Files.deleteIfExists(file.path());
                total -= file.bytes();
            }
        }
    }

    /** Entries, least recently used first. */
    List<CacheFile> entries() throws IOException {
        return files().stream().filter(CacheFile::isEntry).toList();
    }

    int clear() throws IOException {
        int count = 0;
        for (CacheFile file : files()) {
            count += Files.deleteIfExists(file.path()) && file.isEntry() ? 1 : 0;
        }
        return count;
    }

    /** Entries, locks and what killed writers have left; least recently used first. */
    private List<CacheFile> files() throws IOException {
        List<CacheFile> files = new ArrayList<>();
        for (Path below : list(folder)) {
            for (Path file : list(below)) {
                try {
                    BasicFileAttributes a = Files.readAttributes(file, BasicFileAttributes.class);
                    files.add(new CacheFile(
                            file, blocks(a.size()), a.lastModifiedTime().toInstant()));
                } catch (NoSuchFileException e) {
                    // another process was quicker
                }
            }
        }
        files.sort(Comparator.comparing(CacheFile::used));
        return files;
    }

    private static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static long blocks(long bytes) {
        return (bytes + BLOCK - 1) / BLOCK * BLOCK;
    }
}
