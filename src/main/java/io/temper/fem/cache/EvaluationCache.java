package io.temper.fem.cache;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temper.fem.FemException;
import io.temper.fem.FemProblem;
import io.temper.fem.FemResult;
import io.temper.fem.MemorySize;
import io.temper.material.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Results of evaluations in a folder that any number of processes share; the least recently used go when it grows over its
 * limit. It never fails an evaluation: what cannot be read is dropped, what cannot be written is not kept, each with a warning.
 */
public final class EvaluationCache {
    /** The setting that names another folder, or is {@link #OFF}; as a variable of the environment TEMPER_CACHE. */
    public static final String PROPERTY = "temper.cache";

    /** In place of a folder: no cache. */
    public static final String OFF = "off";

    public static final MemorySize STANDARD_LIMIT = MemorySize.parse("256m");

    private static final System.Logger LOG = System.getLogger(EvaluationCache.class.getName());

    private final Path folder;
    private final Eviction eviction;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();

    /** @param folder made with its first entry; the cache owns all that is in it */
    public EvaluationCache(Path folder, MemorySize limit) {
        this.folder = folder.toAbsolutePath().normalize();
        eviction = new Eviction(this.folder, limit);
    }

    /**
     * The cache that settings ask for; empty if that is none.
     *
     * @param place a folder or {@code off}; null for {@code temper/evaluations} in the user's folder for caches
     * @param limit null for the standard one
     */
    public static Optional<EvaluationCache> of(@Nullable String place, @Nullable String limit) {
        if (OFF.equals(place)) {
            return Optional.empty();
        }
        Path folder = place == null || place.isBlank()
                ? standardFolder(System.getenv("XDG_CACHE_HOME"), System.getProperty("user.home", "."))
                : Path.of(place);
        MemorySize size = limit == null || limit.isBlank() ? STANDARD_LIMIT : MemorySize.parse(limit);
        return Optional.of(new EvaluationCache(folder, size));
    }

    static Path standardFolder(@Nullable String caches, String home) {
        // a relative XDG_CACHE_HOME is to be ignored, says its specification
        Path base = caches != null && Path.of(caches).isAbsolute() ? Path.of(caches) : Path.of(home, ".cache");
        return base.resolve("temper").resolve("evaluations");
    }

    public Path folder() {
        return folder;
    }

    /**
     * The result of an evaluation that was made before.
     *
     * @param key the evaluation's fingerprint, solver and version included
     */
    Optional<FemResult> find(String key, FemProblem problem, String solver) {
        long start = System.nanoTime();
        Path file = file(key);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] entry = in.readNBytes(CacheEntry.MAX_BYTES + 1);
            FemResult result = CacheEntry.read(entry, key, problem, (System.nanoTime() - start) * 1e-9, solver);
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            hits.increment();
            return Optional.of(result);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (FemException e) {
            LOG.log(Level.WARNING, "entry {0} of the cache is dropped: {1}", file, e.getMessage());
            drop(file);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the cache of evaluations cannot be read: {0}", e);
        }
        return Optional.empty();
    }

    /** Evaluations that this process found. */
    public long hits() {
        return hits.sum();
    }

    /** Evaluations that it had to make. */
    public long misses() {
        return misses.sum();
    }

    /** Keeps a result, for all processes at once. */
    void keep(String key, FemResult result) {
        misses.increment();
        byte[] entry = CacheEntry.write(key, result);
        try {
            AtomicFile.write(file(key), entry);
            eviction.grown(entry.length);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "an evaluation is not kept: {0}", e.getMessage());
        }
    }

    /** The lock of an evaluation, among processes. */
    Path lock(String key) {
        return folder.resolve("locks").resolve(key);
    }

    private Path file(String key) {
        return folder.resolve(key.substring(0, 2)).resolve(key + Eviction.ENDING);
    }

    private static void drop(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "entry {0} of the cache cannot be deleted: {1}", file, e);
        }
    }

    /**
     * An entry.
     *
     * @param key the evaluation's fingerprint
     * @param bytes on the disk
     * @param used when it was last asked for, or made
     */
    public record Entry(String key, long bytes, Instant used) {}

    /** What there is, least recently used first. */
    public List<Entry> entries() throws IOException {
        return eviction.entries().stream()
                .map(f -> new Entry(f.name().replace(Eviction.ENDING, ""), f.bytes(), f.used()))
                .toList();
    }

    /** What an entry says of itself: solver, version, seconds, C; or why it cannot be read. */
    public Map<String, Object> describe(Entry entry) {
        Map<String, Object> all = new LinkedHashMap<>();
        try {
            JsonNode json =
                    new ObjectMapper().readTree(CacheEntry.json(Files.readAllBytes(file(entry.key())), entry.key()));
            List.of("solver", "version", "seconds", "C").forEach(name -> all.put(name, json.path(name)));
        } catch (IOException | FemException e) {
            all.put("problem", String.valueOf(e.getMessage()));
        }
        return all;
    }

    public MemorySize limit() {
        return eviction.limit();
    }

    /** Deletes all entries. @return how many */
    public int clear() throws IOException {
        return eviction.clear();
    }
}
