package io.temper.cli;

import java.util.Locale;

/** Progress of long work: a bar that is drawn over itself on a terminal, a line now and then elsewhere. */
final class ProgressBar {
    private static final int WIDTH = 30;
    private static final long TERMINAL_NANOS = 200_000_000L;
    private static final long FILE_NANOS = 15_000_000_000L;

    private final Console console;
    private final String name;
    private final boolean terminal = System.console() != null;
    private long drawn;

    ProgressBar(Console console, String name) {
        this.console = console;
        this.name = name;
    }

    /** @param note what else to say, may be empty */
    void show(int done, int total, String note, double secondsLeft) {
        long now = System.nanoTime();
        if (done < total && drawn != 0 && now - drawn < (terminal ? TERMINAL_NANOS : FILE_NANOS)) {
            return;
        }
        drawn = now;
        int full = (int) ((long) WIDTH * done / total);
        String line = String.format(
                Locale.ROOT,
                "%s [%s%s] %d/%d %s, %s left",
                name,
                "=".repeat(full),
                " ".repeat(WIDTH - full),
                done,
                total,
                note,
                time(secondsLeft));
        if (terminal && done < total) {
            console.err().print(line + "   \r");
            console.err().flush();
        } else {
            console.progress(line);
        }
    }

    private static String time(double seconds) {
        long s = Math.round(seconds);
        return s < 60 ? s + " s" : "%d min %02d s".formatted(s / 60, s % 60);
    }
}
