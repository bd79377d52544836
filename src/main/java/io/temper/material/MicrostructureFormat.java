package io.temper.material;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** A voxel file format. Those of this package need the JDK alone, so that a solver's own process can use them. */
public interface MicrostructureFormat {
    /** The largest file taken: the most voxels as text, two characters each, and a header. */
    long MAX_FILE_BYTES = 2 * Microstructure.MAX_VOXELS + (1 << 20);

    /** Endings of its files' names in lower case, with the dot; the first is the usual one. */
    List<String> endings();

    /** Whether a file begins as this format's do. @param file its contents, or as much of them as is there; not modified */
    boolean begins(byte[] file);

    /**
     * Reads a file's contents. What the header declares is checked before memory is taken for it, and whatever is compressed
     * unfolds to no more than was declared.
     *
     * @param file the whole file; not modified
     * @param mostVoxels larger ones are refused
     * @throws IllegalArgumentException one clear line, if they are not a microstructure in this format
     */
    Microstructure decode(byte[] file, long mostVoxels);

    /** Reads a file's contents, of any size that a microstructure may have. */
    default Microstructure decode(byte[] file) {
        return decode(file, Microstructure.MAX_VOXELS);
    }

    /** Writes a file's contents, the same bytes for equal microstructures; leaves {@code out} open. */
    void encode(Microstructure microstructure, OutputStream out) throws IOException;

    /** A file's contents. */
    default byte[] encode(Microstructure microstructure) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            encode(microstructure, out);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        return out.toByteArray();
    }

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
        AtomicFile.write(file, out -> encode(microstructure, out));
    }
}
