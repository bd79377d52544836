package io.temper.fem.launch;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A log file that keeps the first {@link #LIMIT} bytes and the last few. Writing never fails, so that a process that floods
 * its output, or a full disk, cannot block the process.
 */
final class BoundedLog extends OutputStream {
    static final long LIMIT = 1 << 20;
    private static final int TAIL = 4096;

    private final OutputStream file;
    private final byte[] tail = new byte[TAIL];
    private long count;

    BoundedLog(Path path) throws IOException {
        file = Files.newOutputStream(path);
    }

    @Override
    public synchronized void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        int kept = (int) Math.max(0, Math.min(length, LIMIT - count));
        save(bytes, offset, kept);
        for (int i = Math.max(0, length - TAIL); i < length; i++) {
            tail[(int) ((count + i) % TAIL)] = bytes[offset + i];
        }
        count += length;
    }

    private void save(byte[] bytes, int offset, int length) {
        try {
            file.write(bytes, offset, length);
        } catch (IOException e) {
            // a disk that is full must not stop the process whose log this is
        }
    }

    /** The last bytes written, as text. */
    synchronized String tail() {
        int length = (int) Math.min(count, TAIL);
        byte[] last = new byte[length];
        for (int i = 0; i < length; i++) {
            last[i] = tail[(int) ((count - length + i) % TAIL)];
        }
        return new String(last, StandardCharsets.UTF_8);
    }

    @Override
    public synchronized void close() throws IOException {
        if (count > LIMIT) {
            byte[] end = "%n[cut: %d bytes in all, the last of them:]%n%s"
                    .formatted(count, tail())
                    .getBytes(StandardCharsets.UTF_8);
            save(end, 0, end.length);
        }
        file.close();
    }
}
