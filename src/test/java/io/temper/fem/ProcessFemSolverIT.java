package io.temper.fem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.temper.fem.FemException.Reason;
import io.temper.material.Microstructure;
import io.temper.material.Phase;
import io.temper.material.Phases;
import io.temper.material.Property;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A solver that misbehaves in every way we know, as a real process. */
class ProcessFemSolverIT {
    /** lambda = mu = 1: E = 2.5, nu = 0.25. */
    private static final Phase UNIT = new Phase(2.5, 0.25);

    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    @Test
    void solve_goodResult_isReadWithVersionAndTime() throws FemException {
        FemResult result = solver("good", LONG, 0).solve(problem(), folder);

        assertThat(result.stiffness().require(Property.C11)).isEqualTo(3);
        assertThat(result.stiffness().solvedColumns()).containsExactly(1, 2);
        assertThat(result.version()).isEqualTo("0");
        assertThat(result.solver()).isEqualTo("test");
        assertThat(result.seconds()).isPositive();
        assertThat(folder.resolve("problem.json")).exists();
        assertThat(folder.resolve("stderr.log")).exists();
    }

    @ParameterizedTest
    @CsvSource({
        "exit7, CRASHED, exit code 7 (it said: license server not found)",
        "kill-itself, CRASHED, exit code 137",
        "no-result, MALFORMED, the solver left no result.json (it said: did nothing)",
        "garbage, MALFORMED, it is not JSON",
        "two-results, MALFORMED, it is not JSON",
        "empty, MALFORMED, it is not a JSON object",
        "truncated, MALFORMED, it is not JSON",
        "huge, MALFORMED, over the limit",
        "folder, MALFORMED, the solver left no result.json",
        "nan, UNPHYSICAL, C11 is NaN",
        "infinite, UNPHYSICAL, C11 is Infinity",
        "null, MALFORMED, C11 is null",
        "text, MALFORMED, C11 is \"3\"",
        "five-rows, MALFORMED, C is not an array of 6 rows",
        "asymmetric, UNPHYSICAL, C is not symmetric",
        "too-stiff, UNPHYSICAL, Voigt bounds",
        "negative, UNPHYSICAL, Voigt bounds",
        "other-format, MALFORMED, its format is not temper-fem-1",
        "unconverged, UNPHYSICAL, it has not converged"
    })
    void solve_misbehaviour_isAFailureWithItsReasonAndLogs(String how, Reason reason, String message) {
        FemException e = failure(solver(how, LONG, 0));

        assertThat(e.reason()).isEqualTo(reason);
        assertThat(e).hasMessageStartingWith("solver test: ").hasMessageContaining(message);
        assertThat(e.getMessage()).doesNotContain("\n").endsWith("logs in " + folder);
        assertThat(folder.resolve("stdout.log")).exists();
        assertThat(folder.resolve("stderr.log")).exists();
    }

    @Test
    void solve_hangWithGrandchild_endsBothAtTheTimeLimit() throws Exception {
        FemException e = failure(solver("hang-with-grandchild", Duration.ofSeconds(4), 0));

        assertThat(e.reason()).isEqualTo(Reason.TIMED_OUT);
        assertThat(e).hasMessageContaining("ran past its time limit of 4 s");
        assertEnded("child.pid");
        assertEnded("pid");
    }

    @Test
    void solve_processThatLeavesAGrandchild_isReadAndTheGrandchildEnded() throws Exception {
        FemResult result = solver("leave-grandchild", LONG, 0).solve(problem(), folder);

        assertThat(result.stiffness().require(Property.C11)).isEqualTo(3);
        assertEnded("pid");
    }

    @Test
    void solve_interrupted_endsTheProcess() throws Exception {
        AtomicReference<FemException> caught = new AtomicReference<>();
        AtomicReference<Boolean> stillInterrupted = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            caught.set(failure(solver("hang-with-grandchild", LONG, 3)));
            stillInterrupted.set(Thread.currentThread().isInterrupted());
        });
        caller.start();
        awaitFile("pid");
        caller.interrupt();
        caller.join(TimeUnit.SECONDS.toMillis(30));

        assertThat(caught.get().reason()).isEqualTo(Reason.CANCELLED);
        assertThat(stillInterrupted.get()).isTrue();
        assertEnded("pid");
    }

    @Test
    void add_processToATreeThatWasEnded_endsIt() throws Exception {
        ProcessTree tree = new ProcessTree();
        tree.end();

        Process late = new ProcessBuilder("sleep", "600").start();
        tree.add(late);

        assertThat(late.onExit()).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void solve_flood_isCutAndDoesNotBlock() throws Exception {
        FemResult result = solver("flood", LONG, 0).solve(problem(), folder);

        assertThat(result.stiffness().require(Property.C11)).isEqualTo(3);
        for (String log : List.of("stdout.log", "stderr.log")) {
            assertThat(Files.size(folder.resolve(log))).isBetween(BoundedLog.LIMIT, BoundedLog.LIMIT + 10_000);
        }
        assertThat(folder.resolve("stderr.log")).content().contains("[cut: ").endsWith("that was all\n");
    }

    @Test
    void solve_environmentOfTheAdapter_reachesTheProcess() throws Exception {
        FemResult result = solver("needs-variable", LONG, 0).solve(problem(), folder);

        assertThat(result.stiffness().require(Property.C11)).isEqualTo(3);
    }

    @Test
    void solve_crashThenSuccess_isRetried() throws Exception {
        FemResult result = solver("once-crashing", LONG, 1).solve(problem(), folder);

        assertThat(result.stiffness().require(Property.C11)).isEqualTo(3);
        assertThat(folder.resolve("retry1-stderr.log")).exists();
    }

    @Test
    void solve_staleResultOfAnotherRun_isNotTaken() throws Exception {
        solver("good", LONG, 0).solve(problem(), folder);

        assertThat(failure(solver("no-result", LONG, 0)).reason()).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void solve_vanishedExecutable_isNotStarted() {
        ProcessFemSolver solver = new ProcessFemSolver(
                new Adapter("/no/such/solver")
                        .probe("/no/such/solver", "--version")
                        .build(),
                folder);

        FemException e = failure(solver);
        assertThat(e.reason()).isEqualTo(Reason.NOT_STARTED);
        assertThat(e).hasMessageContaining("cannot start /no/such/solver");

        FemException probe = catchThrowableOfType(FemException.class, () -> solver.probe(folder));
        assertThat(probe.reason()).isEqualTo(Reason.UNAVAILABLE);
    }

    @Test
    void solve_folderThatIsAFile_isAnIoFailure() throws Exception {
        Path file = Files.createFile(folder.resolve("taken"));

        FemException e = catchThrowableOfType(
                FemException.class, () -> solver("good", LONG, 0).solve(problem(), file));

        assertThat(e.reason()).isEqualTo(Reason.IO);
        assertThat(e).hasMessageContaining(file.toString());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void solve_unwritableFolder_isAnIoFailure() {
        // a place where nobody can make a folder, root included
        FemException e = catchThrowableOfType(
                FemException.class, () -> solver("good", LONG, 0).solve(problem(), Path.of("/proc/temper/run")));

        assertThat(e.reason()).isEqualTo(Reason.IO);
        assertThat(e).hasMessageContaining("/proc/temper");
    }

    @Test
    void solve_moreCallersThanConcurrency_runsThemInTurn() throws Exception {
        ProcessFemSolver solver = solver("alone", LONG, 0);

        List<CompletableFuture<FemResult>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Path own = folder.resolve("run" + i);
            all.add(CompletableFuture.supplyAsync(() -> {
                try {
                    return solver.solve(problem(), own);
                } catch (FemException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }

        for (CompletableFuture<FemResult> one : all) {
            assertThat(one.get(1, TimeUnit.MINUTES).stiffness().require(Property.C11))
                    .isEqualTo(3);
        }
    }

    private static FemProblem problem() {
        return new FemProblem(
                new Microstructure(2, 2, 2, new byte[8]), new Phases(UNIT, UNIT), new TreeSet<>(List.of(1, 2)), 1e-4);
    }

    private ProcessFemSolver solver(String how, Duration limit, int retries) {
        List<String> command = List.of(
                "${java}", "-cp", System.getProperty("java.class.path"), Misbehaving.class.getName(), how, "${folder}");
        return new ProcessFemSolver(
                new Adapter(command)
                        .environment(Map.of("SOLVER_SCRATCH", "${folder}"))
                        .timeLimit(limit)
                        .retries(retries)
                        .build(),
                folder);
    }

    private FemException failure(ProcessFemSolver solver) {
        FemException e = catchThrowableOfType(FemException.class, () -> solver.solve(problem(), folder));
        assertThat(e).isNotNull();
        return e;
    }

    private void awaitFile(String name) throws InterruptedException {
        for (int i = 0; i < 600 && !Files.exists(folder.resolve(name)); i++) {
            Thread.sleep(50);
        }
        assertThat(folder.resolve(name)).exists();
    }

    /** The process whose number is in the file is gone, or will be in a moment. */
    private void assertEnded(String pidFile) throws Exception {
        long pid = Long.parseLong(Files.readString(folder.resolve(pidFile)));
        ProcessHandle.of(pid).ifPresent(handle -> assertThat(handle.onExit()).succeedsWithin(Duration.ofSeconds(10)));
    }
}
