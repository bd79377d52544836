package io.temper.vaereg.versions;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A version in the making: a temporary folder within the store, marked as in use by a lock that ends with its process.
 * Beginning one removes what killed processes left.
 */
final class NewVersion implements AutoCloseable {
    private static final String PREFIX = ".new-";
    private static final String LOCK = ".lock-";
    /** Lock files of this process: opening one of them a second time and closing it would let go of its lock. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final Path lockFile;
    private final FileChannel inUse;

    private NewVersion(Path folder, Path lockFile, FileChannel inUse) {
        this.folder = folder;
        this.lockFile = lockFile;
        this.inUse = inUse;
    }

    static NewVersion begin(Path root) throws IOException {
        // nobody may look for leftovers between the making of the folder and its lock
        try (StoreLock lock = StoreLock.take(root.resolve("lock"))) {
            removeLeftovers(root);
            String id = UUID.randomUUID().toString();
            Path lockFile = root.resolve(LOCK + id);
            OWN.add(lockFile);
            FileChannel inUse = FileChannel.open(lockFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            try {
                inUse.lock();
                return new NewVersion(Files.createDirectory(root.resolve(PREFIX + id)), lockFile, inUse);
            } catch (IOException | RuntimeException e) {
                inUse.close();
                OWN.remove(lockFile);
                throw e;
            }
        }
    }

    /** Where to write the model. */
    Path model() {
        return folder.resolve("model");
    }

    /** Moves the finished model to its place in one step. */
    void publish(Path place) throws IOException {
        Files.move(model(), place, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
        try {
            deleteTree(folder);
        } finally {
            Files.deleteIfExists(lockFile);
            inUse.close();
            OWN.remove(lockFile);
        }
    }

    /** Everything temporary whose maker is gone. The store must be locked. */
    private static void removeLeftovers(Path root) throws IOException {
        for (Path file : list(root)) {
            String name = file.getFileName().toString();
            if (name.startsWith(".current.")) {
                Files.deleteIfExists(file); // its writer would hold the store's lock
            } else if (name.startsWith(LOCK) && isAbandoned(file)) {
                deleteTree(root.resolve(PREFIX + name.substring(LOCK.length())));
                Files.deleteIfExists(file);
            }
        }
        for (Path file : list(root)) {
            String name = file.getFileName().toString();
            if (name.startsWith(PREFIX) && !Files.exists(root.resolve(LOCK + name.substring(PREFIX.length())))) {
                deleteTree(file);
            }
        }
    }

    private static List<Path> list(Path root) throws IOException {
        try (Stream<Path> files = Files.list(root)) {
            return files.toList();
        }
    }

    private static boolean isAbandoned(Path lockFile) throws IOException {
        if (OWN.contains(lockFile)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE)) {
            return channel.tryLock() != null;
        } catch (NoSuchFileException e) {
            return false; // its maker has just removed it, and the folder before it
        }
    }

    private static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
