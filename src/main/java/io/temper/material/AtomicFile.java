package io.temper.material;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Writes files whole or not at all. */
public final class AtomicFile {
    /** What a file is to hold. */
    @FunctionalInterface
    public interface Contents {
        /** Writes all of it; the stream is closed by whoever opened it. */
        void write(OutputStream out) throws IOException;
    }

    private AtomicFile() {}

    /** Writes a file from bytes in memory, as {@link #write(Path, Contents)} does. */
    public static void write(Path file, byte[] bytes) throws IOException {
        write(file, out -> out.write(bytes));
    }

    /**
     * Writes a file by way of a temporary one in the same folder and an atomic move, so that nobody ever sees half of it.
     * Missing parent folders are made.
     *
     * @throws IOException if it cannot be written; an older file of that name is then as it was
     */
    public static void write(Path file, Contents contents) throws IOException {
        Path folder = file.toAbsolutePath().normalize().getParent();
        if (folder == null || Files.isDirectory(file)) {
            throw new IOException("%s is a folder: give the name of a file to write".formatted(file));
        }
        makeFolder(folder);
        if (!Files.isWritable(folder)) {
            throw new IOException("cannot write %s: folder %s is not writable".formatted(file, folder));
        }
        Path temporary = folder.resolve(".%s.%s.tmp".formatted(file.getFileName(), UUID.randomUUID()));
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16)) {
                contents.write(out);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new IOException("cannot write %s: %s".formatted(file, e.getMessage()), e);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void makeFolder(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException e) {
            throw new IOException("cannot make folder %s: %s is a file".formatted(folder, e.getMessage()), e);
        } catch (IOException e) {
            throw new IOException("cannot make folder %s: %s".formatted(folder, e.getMessage()), e);
        }
    }
}
