package io.temper.vaereg.versions;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock by a file, against other processes, and by a mutex, against other threads of this one: closing any channel of a file
 * lets go of all of a process's locks on it, so a second thread must not even open it. The operating system lets go of the
 * file's lock when the process ends, however it ends. Taken and closed by the same thread.
 */
final class StoreLock implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 30_000;
    private static final long PAUSE_MILLIS = 10;
    private static final Map<Path, ReentrantLock> MUTEXES = new ConcurrentHashMap<>();

    private final ReentrantLock mutex;
    private final FileChannel channel;

    private StoreLock(ReentrantLock mutex, FileChannel channel) {
        this.mutex = mutex;
        this.channel = channel;
    }

    /**
     * Waits for the lock.
     *
     * @param file in a folder that exists; made if it is missing
     * @throws IOException if another process holds it for half a minute
     */
    static StoreLock take(Path file) throws IOException {
        ReentrantLock mutex = MUTEXES.computeIfAbsent(file.toAbsolutePath().normalize(), f -> new ReentrantLock());
        mutex.lock();
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return new StoreLock(mutex, channel(file));
        } catch (IOException | RuntimeException e) {
            mutex.unlock();
            throw e;
        }
    }

    private static FileChannel channel(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            lock(file, channel);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static void lock(Path file, FileChannel channel) throws IOException {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        do {
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return;
                }
                Thread.sleep(PAUSE_MILLIS);
            } catch (OverlappingFileLockException e) {
                throw new IllegalStateException("%s is locked twice within one process".formatted(file), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while waiting for %s".formatted(file), e);
            }
        } while (System.nanoTime() < end);
        throw new IOException("%s is held by another process: try again when it is done".formatted(file));
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            mutex.unlock();
        }
    }
}
