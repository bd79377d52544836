package io.temper.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.temper.fem.EmbeddedFemSolver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labelling by batches that is killed again and again in the middle of one, while the solver's process lives on. */
class LabelBatchKillIT {
    private static final int KILLS = 4;

    @TempDir
    Path folder;

    @Test
    void label_killedInTheMiddleOfBatches_solvesNothingTwice() throws Exception {
        Path file = folder.resolve("labels.csv");
        Path notes = folder.resolve("notes");
        Random random = new Random(7);
        for (int kill = 0; kill < KILLS; kill++) {
            int before = lines(notes);
            Process process = start(file, notes);
            while (process.isAlive() && lines(notes) < before + 1 + random.nextInt(20)) {
                Thread.sleep(1);
            }
            TimeUnit.MICROSECONDS.sleep(random.nextInt(20_000));
            process.destroyForcibly().waitFor();
            assertThat(process.exitValue()).as("killed, not ended").isEqualTo(128 + 9);
            TimeUnit.MILLISECONDS.sleep(random.nextInt(300)); // its solver may go on meanwhile
        }

        Process last = start(file, notes);
        assertThat(last.waitFor(3, TimeUnit.MINUTES)).isTrue();

        assertThat(last.exitValue()).isZero();
        int samples = LabelProcess.HEADER.recipe().size();
        List<String> solved = Files.readAllLines(notes);
        assertThat(solved).doesNotHaveDuplicates().hasSizeBetween(samples - 2 * KILLS, samples);
        assertThat(folder.resolve("work")).doesNotExist();
        assertThat(values(file)).isEqualTo(values(undisturbed()));
    }

    private Path undisturbed() throws Exception {
        Path file = folder.resolve("undisturbed.csv");
        new DatasetLabeller(new EmbeddedFemSolver(1), folder.resolve("none"), 1)
                .label(LabelTable.open(file, LabelProcess.HEADER), (done, total, rate, left) -> {});
        return file;
    }

    /** The labels without the solver's name. */
    private static List<List<Double>> values(Path file) throws IOException {
        return LabelTable.read(file).complete().stream()
                .map(LabelTable.Row::values)
                .toList();
    }

    private static int lines(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file).size() : 0;
    }

    private static Process start(Path file, Path notes) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BatchLabelProcess.class.getName(),
                        file.toString(),
                        notes.toString())
                .inheritIO()
                .start();
    }
}
