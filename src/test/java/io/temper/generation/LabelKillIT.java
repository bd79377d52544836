package io.temper.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labelling that is killed again and again, with no chance to tidy up. */
class LabelKillIT {
    private static final int KILLS = 6;

    @TempDir
    Path folder;

    @Test
    void label_killedAgainAndAgain_endsAsIfUndisturbed() throws Exception {
        Path undisturbed = folder.resolve("undisturbed.csv");
        finish(start(undisturbed, 1));
        Path file = folder.resolve("labels.csv");
        Random random = new Random(5);
        int rows = 0;

        for (int kill = 0; kill < KILLS; kill++) {
            int before = rows(file);
            assertThat(before).as("rows after kill %d", kill).isGreaterThanOrEqualTo(rows);
            Process process = start(file, 2);
            while (process.isAlive() && rows(file) < before + 1 + random.nextInt(20)) {
                Thread.sleep(1);
            }
            TimeUnit.MICROSECONDS.sleep(random.nextInt(20_000));
            rows = rows(file);
            process.destroyForcibly().waitFor();
            assertThat(process.exitValue()).as("killed, not ended").isEqualTo(128 + 9);
            assertThat(rows).isGreaterThan(before);
        }
        assertThat(LabelTable.read(file).rows())
                .hasSizeGreaterThanOrEqualTo(rows)
                .hasSizeLessThan(LabelProcess.HEADER.recipe().size());

        finish(start(file, 2));
        assertThat(file).hasSameBinaryContentAs(undisturbed);
    }

    /** Whole rows in the file. */
    private static int rows(Path file) throws IOException {
        return Files.exists(file)
                ? (int) Files.readString(file).chars().filter(c -> c == '\n').count() - 2
                : 0;
    }

    private static Process start(Path file, int workers) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LabelProcess.class.getName(),
                        file.toString(),
                        String.valueOf(workers)))
                .inheritIO()
                .start();
    }

    private static void finish(Process process) throws InterruptedException {
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }
}
