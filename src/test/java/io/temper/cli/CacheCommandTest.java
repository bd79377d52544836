package io.temper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temper.fem.FemProblem;
import io.temper.fem.FemSolver;
import io.temper.fem.adapter.AdapterRegistry;
import io.temper.fem.cache.CachedSolvers;
import io.temper.fem.cache.EvaluationCache;
import io.temper.material.Microstructure;
import io.temper.material.Phases;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cache} within this JVM, on a cache that the adapter voxel has filled. */
class CacheCommandTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private JsonNode run(String... command) throws Exception {
        out.reset();
        assertThat(Temper.commandLine(new PrintStream(out, true), new PrintStream(err, true))
                        .execute(command))
                .as(err.toString(StandardCharsets.UTF_8))
                .isZero();
        return new ObjectMapper().readTree(out.toByteArray());
    }

    @Test
    void cache_filledListedAndCleared_tellsEachTime() throws Exception {
        String place = folder.resolve("cache").toString();
        assertThat(run("cache", "--cache", place).get("evaluations").asInt()).isZero();
        FemSolver voxel = new CachedSolvers(EvaluationCache.of(place, null))
                .of(new AdapterRegistry(Path.of("fem-adapters")).solver("voxel"));
        byte[] voxels = new byte[27];
        voxels[4] = 1;
        FemProblem problem =
                new FemProblem(new Microstructure(3, 3, 3, voxels), Phases.PAPER, new TreeSet<>(List.of(1)), 1e-4);
        double c11 =
                voxel.solve(problem, folder.resolve("a")).stiffness().column(1).orElseThrow()[0];
        assertThat(voxel.solve(problem, folder.resolve("b"))
                        .stiffness()
                        .column(1)
                        .orElseThrow()[0])
                .isEqualTo(c11);

        JsonNode summary = run("cache", "--cache", place);
        assertThat(summary.get("evaluations").asInt()).isEqualTo(1);
        assertThat(summary.get("bytes").asLong()).isPositive();
        assertThat(summary.get("folder").asText()).isEqualTo(place);
        JsonNode line = run("cache", "list", "--cache", place);
        assertThat(line.get("solver").asText()).isEqualTo("voxel");
        assertThat(line.get("C").get(0).get(0).asDouble()).isEqualTo(c11);
        assertThat(run("cache", "clear", "--cache", place).get("deleted").asInt())
                .isEqualTo(1);
        assertThat(run("cache", "--cache", place).get("evaluations").asInt()).isZero();
    }

    @Test
    void cache_off_saysHowToNameOne() {
        int exit = Temper.commandLine(new PrintStream(out, true), new PrintStream(err, true))
                .execute("cache", "--cache", "off");

        assertThat(exit).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("the cache is off")
                .hasLineCount(1);
    }
}
