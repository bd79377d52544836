package io.temper.uploads;

import io.temper.material.FormatException;
import io.temper.material.Microstructure;
import io.temper.material.MicrostructureFormats;
import io.temper.material.NpyFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The microstructures that were sent, each a file {@code ID.npy} and its {@link UploadNote}. Safe for use by several threads at
 * once, but not by several processes.
 */
public final class Uploads {
    /** Files that are unfolded at the same time: each may take some times its limit of memory. */
    private static final int DECODED_AT_ONCE = 2;
    /** However small they are. */
    private static final int MOST = 1000;

    private static final String ENDING = ".npy";
    private static final String INCOMING = "incoming-";

    /**
     * How much is taken.
     *
     * @param fileBytes of one file as it is sent
     * @param voxels of one microstructure
     * @param keptBytes of all that is kept: above it what was not used for longest goes
     */
    public record Limits(long fileBytes, long voxels, long keptBytes) {}

    private final Path folder;
    private final Limits limits;
    private final Clock clock;
    private final Semaphore decoders = new Semaphore(DECODED_AT_ONCE, true);
    private final Map<String, Upload> known = new ConcurrentHashMap<>();

    /** @param folder made if it is missing; what is in it already is kept */
    public Uploads(Path folder, Limits limits, Clock clock) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.limits = limits;
        this.clock = clock;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.startsWith(INCOMING)) {
                    Files.delete(file);
                } else if (name.endsWith(ENDING)) {
                    UploadNote.find(file).ifPresent(upload -> known.put(upload.id(), upload));
                }
            }
        }
    }

    /**
     * Takes a file in any of the known formats, told by its contents.
     *
     * @param in read as far as the limit goes
     * @return what was kept; of voxels that were sent before, what was kept then
     * @throws TooLargeException if it has too many bytes
     * @throws IllegalArgumentException one clear line, if it is no microstructure or has too many voxels
     */
    public Upload add(InputStream in, @Nullable String name) throws IOException {
        Path incoming = Files.createTempFile(folder, INCOMING, null);
        try {
            receive(in, incoming);
            Microstructure m = decode(incoming);
            Upload upload = Upload.of(m, name, clock.instant().truncatedTo(ChronoUnit.MILLIS));
            return keep(upload, m);
        } finally {
            Files.deleteIfExists(incoming);
        }
    }

    private void receive(InputStream in, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            long received = 0;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                received += n;
                if (received > limits.fileBytes()) {
                    throw new TooLargeException(limits.fileBytes());
                }
                out.write(buffer, 0, n);
            }
            if (received == 0) {
                throw new FormatException("the body is empty: send a voxel file, one of "
                        + String.join(" ", MicrostructureFormats.endings()));
            }
        }
    }

    private Microstructure decode(Path file) throws IOException {
        decoders.acquireUninterruptibly();
        try {
            byte[] contents = Files.readAllBytes(file);
            return MicrostructureFormats.forContents(contents).decode(contents, limits.voxels());
        } finally {
            decoders.release();
        }
    }

    private synchronized Upload keep(Upload upload, Microstructure m) throws IOException {
        Upload before = known.get(upload.id());
        if (before != null) {
            touch(before.id());
            return before;
        }
        Path file = file(upload.id());
        UploadNote.write(file, upload);
        new NpyFormat().write(file, m);
        touch(upload.id());
        known.put(upload.id(), upload);
        removeOldest(upload.id());
        return upload;
    }

    /** Newest first. */
    public List<Upload> all() {
        return known.values().stream()
                .sorted(Comparator.comparing(Upload::created)
                        .thenComparing(Upload::id)
                        .reversed())
                .toList();
    }

    public Optional<Upload> find(String id) {
        return Optional.ofNullable(known.get(id));
    }

    /** Its {@code .npy}, if it is kept; it counts as used now. */
    public synchronized Optional<Path> use(String id) throws IOException {
        if (!known.containsKey(id)) {
            return Optional.empty();
        }
        touch(id);
        return Optional.of(file(id));
    }

    /** Its voxels, if it is kept; it counts as used now. */
    public synchronized Optional<Microstructure> read(String id) throws IOException {
        Optional<Path> file = use(id);
        return file.isEmpty() ? Optional.empty() : Optional.of(new NpyFormat().read(file.get()));
    }

    /** @return whether it was there */
    public synchronized boolean remove(String id) throws IOException {
        if (known.remove(id) == null) {
            return false;
        }
        Files.deleteIfExists(file(id));
        UploadNote.remove(file(id));
        return true;
    }

    private Path file(String id) {
        return folder.resolve(id + ENDING);
    }

    private void touch(String id) throws IOException {
        Files.setLastModifiedTime(file(id), FileTime.from(clock.instant()));
    }

    private record Kept(String id, Instant used, long bytes) {}

    private void removeOldest(String spared) throws IOException {
        List<Kept> kept = known.keySet().stream()
                .map(this::kept)
                .sorted(Comparator.comparing(Kept::used))
                .toList();
        long bytes = kept.stream().mapToLong(Kept::bytes).sum();
        for (Kept oldest : kept) {
            if ((bytes > limits.keptBytes() || known.size() > MOST)
                    && !oldest.id().equals(spared)) {
                remove(oldest.id());
                bytes -= oldest.bytes();
            }
        }
    }

    private Kept kept(String id) {
        try {
            return new Kept(id, Files.getLastModifiedTime(file(id)).toInstant(), Files.size(file(id)));
        } catch (IOException e) { // somebody else deleted it: nothing is lost by doing so here too
            return new Kept(id, Instant.EPOCH, 0);
        }
    }
}
