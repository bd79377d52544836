package io.temper.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.temper.design.DesignReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Designs whose process is killed with no chance to tidy up, at random moments, and started again. */
class DesignKillIT {
    private static final int KILLS = 50;
    /** A process is killed after its solvers have left fewer lines than this; a design leaves about 20. */
    private static final int MOST_LINES = 9;
    /** And this long after that; a step takes some milliseconds, an evaluation 50. */
    private static final int MOST_MICROS = 80_000;

    @TempDir
    Path folder;

    @Test
    void design_killedFiftyTimes_endsAsUndisturbed() throws Exception {
        Path disturbed = Files.createDirectories(folder.resolve("disturbed"));
        Random random = new Random(20);
        int kills = 0;
        int designs = 0;
        while (kills < KILLS) {
            Process process = DesignProcess.start("analytic", disturbed, 0, 1_000);
            kill(process, disturbed, random.nextInt(MOST_LINES), random.nextInt(MOST_MICROS));
            kills++;
        }
        try (Database database = Database.open(disturbed.resolve("temper.db").toString(), null, null)) {
            designs = new DesignStore(database, Duration.ZERO)
                    .list(new DesignFilter(Set.of(), null, null, 1_000))
                    .size();
        }
        assertThat(designs).as("designs in the course of it").isGreaterThanOrEqualTo(3);
        finish("analytic", disturbed, designs);

        Path undisturbed = Files.createDirectories(folder.resolve("undisturbed"));
        DesignProcess.work("analytic", undisturbed, 0, designs);
        compare(disturbed, undisturbed, designs);
    }

    /** The shipped model and temper's own solver. */
    @Test
    void design_realModelAndSolverKilled_endsAsUndisturbed() throws Exception {
        Path disturbed = Files.createDirectories(folder.resolve("disturbed"));
        Random random = new Random(4);
        for (int kill = 0; kill < 3; kill++) {
            kill(DesignProcess.start("voxel", disturbed, 0, 1), disturbed, 1 + kill, random.nextInt(1_500_000));
        }
        finish("voxel", disturbed, 1);

        Path undisturbed = Files.createDirectories(folder.resolve("undisturbed"));
        finish("voxel", undisturbed, 1);
        compare(disturbed, undisturbed, 1);
    }

    /** Waits until a process works and its solvers have left so many lines, and kills it a while later. */
    private static void kill(Process process, Path place, int lines, int micros) throws Exception {
        Path ready = place.resolve("ready");
        Path count = place.resolve("count");
        while (!Files.exists(ready) && process.isAlive()) {
            Thread.sleep(2);
        }
        long before = Files.exists(count) ? lines(count) : 0;
        while (lines > 0 && process.isAlive() && (!Files.exists(count) || lines(count) < before + lines)) {
            Thread.sleep(2);
        }
        TimeUnit.MICROSECONDS.sleep(micros);
        process.destroyForcibly().waitFor();
        assertThat(process.exitValue())
                .as(Files.readString(place.resolve("log")))
                .isEqualTo(128 + 9);
        Files.deleteIfExists(ready);
    }

    private static long lines(Path file) throws Exception {
        try (Stream<String> all = Files.lines(file)) {
            return all.count();
        }
    }

    private static void finish(String world, Path place, int designs) throws Exception {
        Process last = DesignProcess.start(world, place, 0, designs);
        assertThat(last.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(last.exitValue()).as(Files.readString(place.resolve("log"))).isZero();
    }

    private static void compare(Path disturbed, Path undisturbed, int designs) throws Exception {
        try (Database one = Database.open(disturbed.resolve("temper.db").toString(), null, null);
                Database other = Database.open(undisturbed.resolve("temper.db").toString(), null, null)) {
            DesignStore killed = new DesignStore(one, Duration.ZERO);
            DesignStore whole = new DesignStore(other, Duration.ZERO);
            for (int i = 0; i < designs; i++) {
                String id = "d" + i;
                DesignReport expected = whole.report(id).orElseThrow();
                assertThat(text(killed.report(id).orElseThrow(), disturbed))
                        .as(id)
                        .isEqualTo(text(expected, undisturbed));
                assertThat(expected.status().isFinal()).isTrue();
                for (DesignReport.CandidateReport c : expected.candidates()) {
                    for (String ending : List.of(".npy", ".vti")) {
                        Path voxels = Path.of(id, c.id() + ending);
                        assertThat(disturbed.resolve(voxels)).hasSameBinaryContentAs(undisturbed.resolve(voxels));
                    }
                }
            }
        }
        List<String> expected = ends(undisturbed);
        assertThat(new HashSet<>(ends(disturbed))).as("solved").isEqualTo(new HashSet<>(expected));
        assertThat(expected).doesNotHaveDuplicates();
        Set<String> finished = new HashSet<>();
        for (String line : Files.readAllLines(disturbed.resolve("count"))) {
            String[] words = line.split(" ", 2);
            assertThat(finished).as("solved again").doesNotContain(words[1]);
            if (words[0].equals("end")) {
                finished.add(words[1]);
            }
        }
    }

    /** A report without its place and times. */
    private static String text(DesignReport report, Path place) throws Exception {
        return StepCodec.JSON
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(report)
                .replace(place.toString(), "")
                .replaceAll("\"seconds\" : [^,\n]*", "");
    }

    /** Folders of the evaluations that were finished, relative to the place. */
    private static List<String> ends(Path place) throws Exception {
        List<String> ends = new ArrayList<>();
        for (String line : Files.readAllLines(place.resolve("count"))) {
            if (line.startsWith("end ")) {
                ends.add(place.relativize(Path.of(line.substring(4))).toString());
            }
        }
        return ends;
    }
}
