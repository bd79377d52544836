package io.temper.fem.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.temper.fem.FemException;
import io.temper.fem.FemException.Reason;
import io.temper.fem.FemProblem;
import io.temper.fem.FemResult;
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
import org.junit.jupiter.api.io.TempDir;

/** A solver as a real process: limits, retries, cancelling, logs. Its faults are in {@link FaultsIT}. */
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
    void solve_flood_isCutAndDoesNotBlock() throws Exception {
        FemResult result = solver("flood", LONG, 0).solve(problem(), folder);

        assertThat(result.stiffness().require(Property.C11)).isEqualTo(3);
        for (String log : List.of("stdout.log", "stderr.log")) {
            assertThat(Files.size(folder.resolve(log))).isBetween(1L << 20, (1L << 20) + 10_000);
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
        assertThat(folder.resolve("retry1/stderr.log")).exists();
    }

    @Test
    void solve_staleResultOfAnotherRun_isNotTaken() throws Exception {
        solver("good", LONG, 0).solve(problem(), folder);

        assertThat(failure(solver("no-result", LONG, 0)).reason()).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void solve_crashes_waitsLongerBeforeEachRetry() {
        long start = System.nanoTime();

        FemException e = failure(
                new Adapter("false").retries(2).backOff(Duration.ofMillis(400)).build());

        assertThat(e.reason()).isEqualTo(Reason.CRASHED);
        assertThat(e).hasMessageEndingWith("logs in " + folder.resolve("retry2"));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(400 + 800));
    }

    @Test
    void solve_interruptedBeforeARetry_isCancelled() throws Exception {
        AtomicReference<FemException> caught = new AtomicReference<>();
        Thread caller = new Thread(() -> caught.set(failure(
                new Adapter("false").retries(1).backOff(Duration.ofHours(1)).build())));
        caller.start();
        awaitFile("stderr.log");
        caller.interrupt();
        caller.join(TimeUnit.SECONDS.toMillis(30));

        assertThat(caught.get().reason()).isEqualTo(Reason.CANCELLED);
    }

    @Test
    void solve_columnsThatTheAdapterCannotDo_isUnavailable() {
        AdapterDescriptor d = new Adapter("true").build();
        AdapterDescriptor one = new AdapterDescriptor(
                "test",
                "",
                d.command(),
                null,
                LONG,
                1,
                0,
                null,
                null,
                null,
                null,
                null,
                null,
                new TreeSet<>(List.of(1)));

        FemException e = failure(one);

        assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(e).hasMessage("solver test can do columns [1], not all of [1, 2]");
    }

    @Test
    void solve_lateResultOfAnAttemptThatTimedOut_isNotTaken() throws Exception {
        CompletableFuture<FemException> outcome =
                CompletableFuture.supplyAsync(() -> failure(adapter("hang-then-nothing")
                        .timeLimit(Duration.ofSeconds(8))
                        .retries(1)
                        .build()));
        awaitFile("retry1/started");
        Path early = Files.createDirectory(folder.resolve("good"));
        solver("good", LONG, 0).solve(problem(), early);
        Files.copy(early.resolve("result.json"), folder.resolve("result.json"));
        Files.createFile(folder.resolve("late"));

        FemException e = outcome.get(1, TimeUnit.MINUTES);

        assertThat(e.reason()).isEqualTo(Reason.MALFORMED);
        assertThat(e).hasMessageContaining("the solver left no result.json");
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

    static FemProblem problem() {
        return new FemProblem(
                new Microstructure(2, 2, 2, new byte[8]), new Phases(UNIT, UNIT), new TreeSet<>(List.of(1, 2)), 1e-4);
    }

    private ProcessFemSolver solver(String how, Duration limit, int retries) {
        return new ProcessFemSolver(
                adapter(how).timeLimit(limit).retries(retries).build(), folder);
    }

    private static Adapter adapter(String how) {
        return Adapter.misbehaving(how).environment(Map.of("SOLVER_SCRATCH", "${folder}"));
    }

    private FemException failure(AdapterDescriptor adapter) {
        return failure(new ProcessFemSolver(adapter, folder));
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
