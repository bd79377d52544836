package io.temper.fem.cache;

import io.temper.fem.FemException;
import io.temper.fem.FemException.Reason;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Lets one at a time make an evaluation, of all threads and all processes; the others wait. The system frees the lock of a
 * process that ends, however it ends. Where a file system has no locks, nobody waits.
 */
final class Turns {
    private static final System.Logger LOG = System.getLogger(Turns.class.getName());
    private static final long LOOK_MILLIS = 50;

    private Turns() {}

    /** What is done in turn. */
    interface Work<T> {
        T run() throws FemException;
    }

    static <T> T take(Path lock, Work<T> work) throws FemException {
        FileChannel channel = open(lock);
        if (channel == null) {
            return work.run();
        }
        try {
            await(channel);
            return work.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FemException(Reason.CANCELLED, "cancelled while another made the same evaluation", e);
        } finally {
            free(lock, channel);
        }
    }

    private static void free(Path lock, FileChannel channel) {
        try {
            Files.deleteIfExists(lock);
            channel.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "lock {0} cannot be removed: {1}", lock, e);
        }
    }

    private static @Nullable FileChannel open(Path lock) {
        try {
            Files.createDirectories(lock.getParent());
            return FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the cache of evaluations cannot be written: {0}", e);
            return null;
        }
    }

    /** By looks, since a lock that another thread of this process holds is an error to wait for. */
    private static void await(FileChannel channel) throws InterruptedException {
        while (true) {
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return;
                }
            } catch (OverlappingFileLockException e) {
                // a thread of this process has it
            } catch (IOException e) {
                LOG.log(Level.WARNING, "no locks in the cache of evaluations: {0}", e);
                return;
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }
}
