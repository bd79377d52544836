package io.temper.generation;

import io.temper.material.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * An ASCII file of lines that grows at its end. What follows the last end of a line is the rest of a write that was cut short:
 * it is not among the lines, and the next line overwrites it. Notices when somebody else writes to the file.
 */
final class LabelFile {
    private final Path path;
    private final List<String> lines;
    /** Length as this program last saw it, and of its whole lines [bytes]. */
    private long length;

    private long wholeLength;

    /** Reads a file; it is not changed. */
    LabelFile(Path path) throws IOException {
        this.path = path;
        // other bytes than ASCII become a replacement character, which no check lets pass; a byte is a character
        String text = new String(Files.readAllBytes(path), StandardCharsets.US_ASCII);
        length = text.length();
        wholeLength = text.lastIndexOf('\n') + 1;
        lines = text.substring(0, (int) wholeLength).lines().toList();
    }

    Path path() {
        return path;
    }

    /** The whole lines there were when it was read. */
    List<String> lines() {
        return lines;
    }

    /** Writes a new file, whole or not at all. */
    static void create(Path path, String text) throws IOException {
        AtomicFile.write(path, text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Appends a line and forces it to the disk. */
    void append(String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII));
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            checkOurs(channel.size());
            channel.truncate(wholeLength).position(wholeLength);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
            length = channel.size();
            wholeLength = length;
        }
    }

    /** Replaces all that is in the file, whole or not at all. */
    void replace(String text) throws IOException {
        checkOurs(Files.size(path));
        if (!Files.readString(path, StandardCharsets.US_ASCII).equals(text)) {
            create(path, text);
        }
        length = text.length();
        wholeLength = length;
    }

    private void checkOurs(long size) throws IOException {
        if (size != length) {
            throw new IOException(
                    "%s has %d bytes, but had %d when this program last saw it: another one labels into it; let that one end"
                            .formatted(path, size, length));
        }
    }
}
