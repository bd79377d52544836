package io.temper.fem.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.temper.fem.FemException;
import io.temper.fem.Fingerprint;
import io.temper.fem.MemorySize;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cache that several processes write to, some of which are killed with no chance to tidy up. */
class CacheKillIT {
    private static final int KILLS = 12;
    private static final int PROBLEMS = 300;

    @TempDir
    Path folder;

    @Test
    void keep_writersKilledAtRandomMoments_leavesNoEntryThatIsNotWhole() throws Exception {
        Random random = new Random(3);
        EvaluationCache cache = new EvaluationCache(folder.resolve("cache"), MemorySize.parse("400k"));
        Process survivor = CacheProcess.start("write", folder, 99, PROBLEMS);
        try {
            int checked = 0;
            for (int kill = 0; kill < KILLS; kill++) {
                Process writer = CacheProcess.start("write", folder, kill, PROBLEMS);
                Path at = folder.resolve("work-" + kill); // made with the first result taken from the cache
                for (int i = 0; i < 600 && !Files.exists(at); i++) {
                    Thread.sleep(20);
                }
                assertThat(at).as("the writer is at work").exists();
                TimeUnit.MICROSECONDS.sleep(random.nextInt(50_000));
                writer.destroyForcibly().waitFor();
                assertThat(writer.exitValue()).as("killed, not ended").isEqualTo(128 + 9);
                checked += check(cache);
            }
            assertThat(checked).as("entries that were looked at").isGreaterThan(KILLS * 20);
            assertThat(survivor.isAlive()).as("the other writer goes on").isTrue();
        } finally {
            survivor.destroyForcibly().waitFor();
        }
        check(cache);
        assertThat(cache.entries().stream()
                        .mapToLong(EvaluationCache.Entry::bytes)
                        .sum())
                .as("bytes, beside what was written since the last search")
                .isLessThan((400 << 10) + (100 << 10));
    }

    /** Every entry that is there is whole. */
    private static int check(EvaluationCache cache) throws Exception {
        Set<String> broken = new HashSet<>();
        List<EvaluationCache.Entry> entries = cache.entries();
        for (EvaluationCache.Entry entry : entries) {
            Object problem = cache.describe(entry).get("problem");
            if (problem != null && !problem.toString().contains(entry.key())) { // else it has gone meanwhile
                broken.add(entry.key() + ": " + problem);
            }
        }
        assertThat(broken).isEmpty();
        return entries.size();
    }

    @Test
    void solve_processesThatAskForTheSameAtOnce_makeEachOnce() throws Exception {
        List<Process> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            all.add(CacheProcess.start("share", folder, i, 60));
        }
        for (Process one : all) {
            assertThat(one.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(one.exitValue()).isZero();
        }

        assertThat(Files.readAllLines(folder.resolve("notes"))).hasSize(60).doesNotHaveDuplicates();
    }

    @Test
    void solve_ownerOfALockKilled_goesOn() throws Exception {
        Path lock = folder.resolve("cache/locks");
        Process owner = CacheProcess.start("share", folder, 1, 1_000);
        for (int i = 0; i < 600 && !Files.exists(folder.resolve("notes")); i++) {
            Thread.sleep(20);
        }
        owner.destroyForcibly().waitFor();
        assertThat(lock).exists();

        CachingFemSolver solver = CacheProcess.solver(new CountingSolver(), folder, "16m");
        for (int i = 0; i < 200; i++) {
            assertThat(solver.solve(CountingSolver.problem(i), folder.resolve("work"))
                            .stiffness())
                    .isNotNull();
        }
    }

    @Test
    void fingerprint_ofTheSame_isTheSameInAnotherProcess() throws FemException, Exception {
        Process other = CacheProcess.start("share", folder, 1, 1);
        assertThat(other.waitFor(1, TimeUnit.MINUTES)).isTrue();
        String key = Fingerprint.of(CountingSolver.problem(0), List.of("hill", "1"));

        assertThat(new EvaluationCache(folder.resolve("cache"), MemorySize.parse("1m"))
                        .find(key, CountingSolver.problem(0), "hill"))
                .isPresent();
    }
}
