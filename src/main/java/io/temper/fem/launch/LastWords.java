package io.temper.fem.launch;

import io.temper.fem.FemException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What a command said last, as part of one line. */
public final class LastWords {
    private static final int LENGTH = 300;
    private static final int READ = 4096;

    private LastWords() {}

    /** The failure with the end of standard error in its message. */
    public static FemException of(FemException e, String stderr) {
        String said = stderr.strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
        said = said.substring(Math.max(0, said.length() - LENGTH));
        return said.isEmpty() ? e : e.rephrased("%s (it said: %s)".formatted(e.getMessage(), said));
    }

    /** The end of a log; empty if there is none that can be read. */
    static String read(Path log) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            byte[] end = new byte[(int) Math.min(READ, file.length())];
            file.seek(file.length() - end.length);
            file.readFully(end);
            return new String(end, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
