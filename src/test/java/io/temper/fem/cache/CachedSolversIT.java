package io.temper.fem.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.temper.fem.FemException;
import io.temper.fem.FemSolver;
import io.temper.fem.MemorySize;
import io.temper.fem.ResultJson;
import io.temper.fem.adapter.AdapterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cache before a solver that is a process: a shell script that prints a version and copies a result. */
class CachedSolversIT {
    @TempDir
    Path folder;

    private Path script;
    private Path counts;
    private int evaluations;

    @BeforeEach
    void makeAdapter() throws IOException {
        Path adapter = Files.createDirectories(folder.resolve("adapters/mine"));
        counts = folder.resolve("counts");
        Path result = folder.resolve("good.json");
        Files.write(result, ResultJson.write(CountingSolver.result(CountingSolver.problem(1)), false));
        script = adapter.resolve("solve.sh");
        write("7.1");
        Files.writeString(adapter.resolve("adapter.yaml"), """
            name: mine
            command: [sh, "${adapter}/solve.sh", "${folder}"]
            probe: [sh, "${adapter}/solve.sh", --version]
            timeLimit: 1m
            concurrency: 1
            retries: 0
            """);
    }

    private void write(String version) throws IOException {
        Files.writeString(script, """
            echo $1 >>%s
            if [ "$1" = --version ]; then echo %s; exit; fi
            cp %s "$1"/result.json
            """.formatted(counts, version, folder.resolve("good.json")));
    }

    /** As a temper that is started anew. */
    private FemSolver solver() {
        return new CachedSolvers(Optional.of(new EvaluationCache(folder.resolve("cache"), MemorySize.parse("1m"))))
                .of(new AdapterRegistry(folder.resolve("adapters")).solver("mine"));
    }

    private void solve(FemSolver solver) throws FemException {
        // each in a folder of its own: what a folder holds already is taken as it is
        solver.solve(CountingSolver.problem(1), folder.resolve("run" + ++evaluations));
    }

    private long runs(String argument) throws IOException {
        return Files.readAllLines(counts).stream().filter(argument::equals).count();
    }

    private long solved() throws IOException {
        String runs = folder.resolve("run").toString();
        return Files.readAllLines(counts).stream()
                .filter(l -> l.startsWith(runs))
                .count();
    }

    @Test
    void solve_againAfterARestart_isNotMadeAgainAndTheVersionAskedOnce() throws Exception {
        FemSolver first = solver();
        solve(first);
        solve(first);
        assertThat(runs("--version")).isEqualTo(1);

        solve(solver());

        assertThat(solved()).isEqualTo(1);
        assertThat(runs("--version")).isEqualTo(2);
    }

    @Test
    void solve_otherVersion_isMadeAnew() throws Exception {
        solve(solver());
        write("7.2");
        solve(solver());

        assertThat(solved()).isEqualTo(2);
    }

    @Test
    void solve_editedScriptOfTheSameVersion_isMadeAnew() throws Exception {
        solve(solver());
        Files.writeString(script, "# another mesh\n" + Files.readString(script, StandardCharsets.UTF_8));
        solve(solver());

        assertThat(solved()).isEqualTo(2);
    }

    @Test
    void solve_probeThatPrintsNothing_isMadeEachTime() throws Exception {
        write("");
        FemSolver solver = solver();
        solve(solver);
        solve(solver);

        assertThat(solved()).isEqualTo(2);
        assertThat(folder.resolve("cache")).doesNotExist();
    }

    @Test
    void of_noCache_isTheSolverItself() {
        var solver = new AdapterRegistry(folder.resolve("adapters")).solver("mine");

        assertThat(new CachedSolvers(Optional.empty()).of(solver)).isSameAs(solver);
    }
}
