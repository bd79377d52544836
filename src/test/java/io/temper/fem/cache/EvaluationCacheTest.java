package io.temper.fem.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temper.fem.FemProblem;
import io.temper.fem.FemResult;
import io.temper.fem.Fingerprint;
import io.temper.fem.MemorySize;
import io.temper.material.Stiffness;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluationCacheTest {
    private static final FemProblem PROBLEM = CountingSolver.problem(1);
    private static final FemResult RESULT = CountingSolver.result(PROBLEM);
    private static final String KEY = key(1);

    @TempDir
    Path temporary;

    private Path folder;
    private EvaluationCache cache;

    @BeforeEach
    void make() {
        folder = temporary.resolve("cache");
        cache = new EvaluationCache(folder, MemorySize.parse("1m"));
    }

    private static String key(int seed) {
        return Fingerprint.of(CountingSolver.problem(seed), List.of("hill", "1"));
    }

    private static Path file(Path folder, String key) {
        return folder.resolve(key.substring(0, 2)).resolve(key + ".json");
    }

    @Test
    void find_whatWasKept_isTheSameToTheLastBit() {
        cache.keep(KEY, RESULT);

        FemResult found = new EvaluationCache(folder, MemorySize.parse("1m"))
                .find(KEY, PROBLEM, "hill")
                .orElseThrow();

        for (int j : PROBLEM.columns()) {
            assertThat(found.stiffness().column(j).orElseThrow())
                    .isEqualTo(RESULT.stiffness().column(j).orElseThrow());
        }
        assertThat(found.residual()).isEqualTo(RESULT.residual());
        assertThat(found.iterations()).isEqualTo(RESULT.iterations());
        assertThat(found.solver()).isEqualTo("hill");
        assertThat(found.version()).isEqualTo("1.2 \"beta\"");
    }

    @Test
    void find_unknown_isEmpty() {
        assertThat(cache.find(KEY, PROBLEM, "hill")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 64, 65, 66, 200})
    void find_truncatedEntry_isDropped(int length) throws IOException {
        cache.keep(KEY, RESULT);
        Path entry = file(folder, KEY);
        Files.write(entry, Arrays.copyOf(Files.readAllBytes(entry), length));

        assertThat(cache.find(KEY, PROBLEM, "hill")).isEmpty();
        assertThat(entry).doesNotExist();
    }

    @Test
    void find_anyBitFlipped_isDropped() throws IOException {
        cache.keep(KEY, RESULT);
        Path entry = file(folder, KEY);
        byte[] good = Files.readAllBytes(entry);
        for (int i = 0; i < good.length; i++) {
            if (i != 64) { // the line end between sum and JSON
                byte[] bad = good.clone();
                bad[i] ^= 4;
                Files.write(entry, bad);
                assertThat(cache.find(KEY, PROBLEM, "hill")).as("byte %d", i).isEmpty();
            }
        }
        Files.write(entry, good);
        assertThat(cache.find(KEY, PROBLEM, "hill")).isPresent();
    }

    @Test
    void find_entryOfAnotherEvaluation_isDropped() throws IOException {
        cache.keep(KEY, RESULT);
        String other = key(2);
        Files.createDirectories(file(folder, other).getParent());
        Files.copy(file(folder, KEY), file(folder, other));

        assertThat(cache.find(other, PROBLEM, "hill")).isEmpty();
    }

    @Test
    void find_hugeEntry_isDropped() throws IOException {
        Files.createDirectories(file(folder, KEY).getParent());
        Files.write(file(folder, KEY), new byte[10_000_000]);

        assertThat(cache.find(KEY, PROBLEM, "hill")).isEmpty();
        assertThat(file(folder, KEY)).doesNotExist();
    }

    /** A right checksum does not make a stiffness true. */
    @Test
    void find_stiffnessOutsideTheBounds_isDropped() {
        Map<Integer, double[]> columns = new TreeMap<>();
        PROBLEM.columns()
                .forEach(j -> columns.put(
                        j,
                        Arrays.stream(RESULT.stiffness().column(j).orElseThrow())
                                .map(v -> 10 * v)
                                .toArray()));
        cache.keep(KEY, new FemResult(new Stiffness(columns), List.of(), 1e-6, 1, "hill", "1"));

        assertThat(cache.find(KEY, PROBLEM, "hill")).isEmpty();
        assertThat(file(folder, KEY)).doesNotExist();
    }

    @Test
    void keep_moreThanTheLimit_dropsTheLeastRecentlyUsed() throws IOException {
        EvaluationCache small = new EvaluationCache(folder, new MemorySize(10 * 4096));
        for (int i = 0; i < 9; i++) {
            small.keep(key(i), RESULT);
            used(i, Duration.ofHours(-20 + i));
        }
        assertThat(small.find(key(0), CountingSolver.problem(0), "hill"))
                .as("used now")
                .isPresent();

        small.keep(key(10), RESULT);
        small.keep(key(11), RESULT);

        assertThat(file(folder, key(0))).exists();
        assertThat(file(folder, key(1))).doesNotExist();
        assertThat(file(folder, key(11))).exists();
        assertThat(small.entries()).hasSizeBetween(8, 10);
        assertThat(small.entries()).extracting(EvaluationCache.Entry::key).doesNotContain(key(1), key(2));
    }

    private void used(int seed, Duration ago) throws IOException {
        Files.setLastModifiedTime(
                file(folder, key(seed)), FileTime.from(Instant.now().plus(ago)));
    }

    @Test
    void keep_leftoversOfKilledWriters_areSweptOnceTheyAreOld() throws IOException {
        EvaluationCache small = new EvaluationCache(folder, MemorySize.parse("1m"));
        Path old = Files.createDirectories(folder.resolve("ab")).resolve(".x.json.1.tmp");
        Path young = folder.resolve("ab/.y.json.2.tmp");
        Files.createFile(old);
        Files.createFile(young);
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));

        small.keep(KEY, RESULT);

        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }

    @Test
    void keep_folderThatCannotBeMade_isNoFailure() throws IOException {
        EvaluationCache nowhere =
                new EvaluationCache(Files.createFile(temporary.resolve("file")), MemorySize.parse("1m"));

        nowhere.keep(KEY, RESULT);

        assertThat(nowhere.find(KEY, PROBLEM, "hill")).isEmpty();
        assertThat(nowhere.entries()).isEmpty();
    }

    @Test
    void clear_entries_areGoneAndCounted() throws IOException {
        cache.keep(KEY, RESULT);
        cache.keep(key(2), RESULT);

        assertThat(cache.entries()).hasSize(2);
        assertThat(cache.clear()).isEqualTo(2);
        assertThat(cache.entries()).isEmpty();
        assertThat(cache.find(KEY, PROBLEM, "hill")).isEmpty();
    }

    @Test
    void describe_entry_tellsSolverAndC() throws IOException {
        cache.keep(KEY, RESULT);

        assertThat(cache.describe(cache.entries().get(0)).toString())
                .contains("solver=\"hill\"", "version=\"1.2 \\\"beta\\\"\"", "C=[[");
        Files.write(file(folder, KEY), "nonsense".getBytes(StandardCharsets.UTF_8));
        assertThat(cache.describe(cache.entries().get(0))).containsEntry("problem", "it has 8 bytes");
    }

    @Test
    void of_settings_nameFolderLimitOrNone() {
        assertThat(EvaluationCache.of("off", null)).isEmpty();
        EvaluationCache named = EvaluationCache.of("/x/y", "3m").orElseThrow();
        assertThat(named.folder()).isEqualTo(Path.of("/x/y"));
        assertThat(named.limit()).isEqualTo(MemorySize.parse("3m"));
        assertThatThrownBy(() -> EvaluationCache.of("/x", "much")).hasMessageContaining("'much' is not a size");
        assertThat(EvaluationCache.standardFolder("/c", "/h")).isEqualTo(Path.of("/c/temper/evaluations"));
        assertThat(EvaluationCache.standardFolder("c", "/h")).isEqualTo(Path.of("/h/.cache/temper/evaluations"));
        assertThat(EvaluationCache.standardFolder(null, "/h")).isEqualTo(Path.of("/h/.cache/temper/evaluations"));
    }
}
