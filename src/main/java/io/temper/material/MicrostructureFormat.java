package io.temper.material;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A voxel file format. Needs the JDK alone, so that a solver's own process can use it. */
public interface MicrostructureFormat {
    /** The largest file taken: the most voxels as text, two characters each, and a header. */
    long MAX_FILE_BYTES = 2 * Microstructure.MAX_VOXELS + (1 << 20);

    /**
     * Reads a file's contents. What the header declares is checked before memory is taken for it.
     *
     * @param file the whole file; not modified
     * @throws IllegalArgumentException one clear line, if they are not a microstructure in this format
     */
    Microstructure decode(byte[] file);

    /** A file's contents, the same bytes for equal microstructures. */
    byte[] encode(Microstructure microstructure);

    /**
     * Reads a file.
     *
     * @throws FormatException one clear line that begins with the file's name, if its contents are wrong
     * @throws IOException if it cannot be read
     */
    default Microstructure read(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString(), null, "there is no such file");
        }
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new IOException("%s is not a file that can be read".formatted(file));
        }
        try {
            long size = Files.size(file);
            if (size == 0 || size > MAX_FILE_BYTES) {
                throw new FormatException(
                        "%d bytes: a voxel file has at least 1 and at most %d".formatted(size, MAX_FILE_BYTES));
            }
            return decode(Files.readAllBytes(file));
        } catch (IllegalArgumentException e) {
            throw new FormatException(file + ": " + e.getMessage(), e);
        }
    }

    /** Writes a file, whole or not at all; missing folders are made. */
    default void write(Path file, Microstructure microstructure) throws IOException {
        AtomicFile.write(file, encode(microstructure));
    }
}
