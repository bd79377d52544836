package io.temper.fem.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.temper.fem.FemException;
import io.temper.fem.FemException.Reason;
import io.temper.fem.FemListener;
import io.temper.fem.FemResult;
import io.temper.fem.FemTask;
import io.temper.fem.launch.LocalLauncher;
import io.temper.fem.launch.SlurmCluster;
import io.temper.fem.launch.SlurmLauncher;
import io.temper.material.Property;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Evaluations as jobs of a real Slurm. */
class SlurmIT {
    static final SlurmLauncher.Times QUICK =
            new SlurmLauncher.Times(Duration.ofMillis(300), Duration.ofMillis(500), Duration.ofMinutes(2));

    @TempDir
    static Path home;

    @TempDir
    Path folder;

    private static SlurmCluster slurm;

    @BeforeAll
    static void start() throws Exception {
        slurm = new SlurmCluster(home);
    }

    @AfterAll
    static void stop() throws Exception {
        if (slurm != null) {
            slurm.close();
        }
    }

    @Test
    void solve_goodResult_isReadAndTheJobNoted() throws Exception {
        FemResult result = solver(adapter("good")).solve(ProcessFemSolverIT.problem(), folder);

        assertThat(result.stiffness().require(Property.C11)).isEqualTo(3);
        String record = Files.readString(folder.resolve("slurm.json"));
        assertThat(slurm.jobs()).anyMatch(job -> record.contains("\"job\":\"%s\"".formatted(job)));
        assertThat(folder.resolve("exit")).content().isEqualTo("0\n");
    }

    @ParameterizedTest
    @CsvSource({
        "exit7, CRASHED, exit code 7 (job",
        "exit7, CRASHED, (it said: license server not found)",
        "kill-itself, CRASHED, exit code 137 (signal 9)",
        "no-result, MALFORMED, the solver left no result.json (it said: did nothing)",
        "too-stiff, UNPHYSICAL, Voigt bounds",
        "hang, TIMED_OUT, ran past its time limit of 4 s",
        "eat-memory, OUT_OF_MEMORY, used more memory than it was given"
    })
    void solve_misbehaviour_isAFailureWithItsReasonAndLogs(String how, Reason reason, String message) {
        FemException e = failure(adapter(how).timeLimit(Duration.ofSeconds(how.equals("hang") ? 4 : 60)));

        assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason);
        assertThat(e).hasMessageStartingWith("solver test: ").hasMessageContaining(message);
        assertThat(e.getMessage()).doesNotContain("\n").endsWith("logs in " + folder);
        assertThat(folder.resolve("evaluation"))
                .as("nothing in the folder is to be taken")
                .doesNotExist();
    }

    @Test
    void solve_optionThatSlurmRefuses_isNotStarted() throws Exception {
        int before = slurm.jobs().size();

        FemException e = failure(adapter("good").slurm("--partition=nowhere").retries(3));

        assertThat(e.reason()).isEqualTo(Reason.NOT_STARTED);
        assertThat(e).hasMessageContaining("invalid partition specified: nowhere");
        assertThat(slurm.jobs()).hasSize(before);
    }

    @Test
    void solve_crashThenSuccess_isRetriedAsAnotherJob() throws Exception {
        int before = slurm.jobs().size();

        FemResult result = solver(adapter("once-crashing").retries(1)).solve(ProcessFemSolverIT.problem(), folder);

        assertThat(result.stiffness().require(Property.C11)).isEqualTo(3);
        assertThat(slurm.jobs()).hasSize(before + 2);
    }

    @Test
    void solve_interrupted_cancelsTheJob() throws Exception {
        CompletableFuture<FemException> caught = new CompletableFuture<>();
        Thread caller = new Thread(() -> caught.complete(failure(adapter("hang"))));
        caller.start();
        SlurmCluster.await(() -> Files.exists(folder.resolve("pid")));
        caller.interrupt();

        assertThat(caught.get(30, TimeUnit.SECONDS).reason()).isEqualTo(Reason.CANCELLED);
        SlurmCluster.await(() -> slurm.call("squeue", "-h").isBlank());
        long pid = Long.parseLong(Files.readString(folder.resolve("pid")));
        SlurmCluster.await(() -> ProcessHandle.of(pid).isEmpty());
    }

    @Test
    void solve_controllerAwayWhileTheJobRuns_isOneJob() throws Exception {
        int before = slurm.jobs().size();
        CompletableFuture<FemResult> result = supply(adapter("count-slowly"));
        SlurmCluster.await(() -> Files.exists(folder.resolve("runs")));
        slurm.stopController();
        TimeUnit.SECONDS.sleep(4); // the job ends meanwhile
        slurm.startController();

        assertThat(result.get(1, TimeUnit.MINUTES).stiffness().require(Property.C11))
                .isEqualTo(3);
        assertThat(slurm.jobs()).hasSize(before + 1);
        assertThat(folder.resolve("runs")).content().hasLineCount(1);
    }

    @Test
    void solve_controllerAwayAtSubmission_isOneJobOnceItIsBack() throws Exception {
        int before = slurm.jobs().size();
        slurm.stopController();
        CompletableFuture<FemResult> result = supply(adapter("count-slowly"));
        TimeUnit.SECONDS.sleep(3);
        assertThat(result).isNotDone();
        slurm.startController();

        assertThat(result.get(1, TimeUnit.MINUTES).stiffness().require(Property.C11))
                .isEqualTo(3);
        assertThat(slurm.jobs()).hasSize(before + 1);
        assertThat(folder.resolve("runs")).content().hasLineCount(1);
    }

    @Test
    void solveAll_goodAndBad_isOneArrayAndEachIsTold() throws Exception {
        int before = slurm.jobs().size();
        List<FemTask> tasks = tasks(5);
        Files.createDirectories(tasks.get(2).folder());
        Files.createFile(tasks.get(2).folder().resolve("fail-here"));
        Told told = new Told();

        solver(adapter("count-or-fail")).solveAll(tasks, told);

        assertThat(folder).isDirectoryNotContaining("glob:**/temper-*");

        assertThat(told.solved.keySet())
                .containsExactlyInAnyOrder(tasks.get(0), tasks.get(1), tasks.get(3), tasks.get(4));
        assertThat(told.failed.get(tasks.get(2))).hasMessageContaining("exit code 9");
        assertThat(slurm.jobs()).hasSize(before + 1);
    }

    /** As labelling does: what is solved is taken, and its folder deleted, while others wait. */
    @Test
    void solveAll_foldersDeletedOnceTheyAreSolved_goesOn() throws Exception {
        Told told = new Told() {
            @Override
            public void solved(FemTask task, FemResult result) {
                super.solved(task, result);
                try (Stream<Path> files = Files.walk(task.folder())) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
        };

        solver(adapter("count-slowly")).solveAll(tasks(4), told);

        assertThat(told.failed).isEmpty();
        assertThat(told.solved).hasSize(4);
    }

    @Test
    void solveAll_temperKilledInTheMiddle_goesOnWithTheSameJobs() throws Exception {
        int before = slurm.jobs().size();
        Process first = SlurmProcess.start(home, folder, 8);
        SlurmCluster.await(() -> Files.exists(task(1).folder().resolve("result.json")));
        first.destroyForcibly().waitFor();
        Told told = new Told();

        solver(adapter("count-slowly").concurrency(2)).solveAll(tasks(8), told);

        assertThat(told.solved).hasSize(8);
        assertThat(told.failed).isEmpty();
        assertThat(slurm.jobs()).as("one array").hasSize(before + 1);
        for (FemTask task : tasks(8)) {
            assertThat(task.folder().resolve("runs")).content().hasLineCount(1);
        }
    }

    @Test
    void solve_jobThatSlurmHasForgotten_isTakenByTheExitCodeThatItLeft() throws Exception {
        ProcessFemSolver solver = solver(adapter("count-slowly"));
        solver.solve(ProcessFemSolverIT.problem(), folder);
        Path record = folder.resolve("slurm.json");
        Files.writeString(record, Files.readString(record).replaceAll("\"job\":\"\\d+\"", "\"job\":\"4000000\""));

        assertThat(solver.solve(ProcessFemSolverIT.problem(), folder)
                        .stiffness()
                        .require(Property.C11))
                .isEqualTo(3);
        assertThat(folder.resolve("runs")).content().hasLineCount(1);

        Files.delete(folder.resolve("exit"));
        assertThat(failure(adapter("count-slowly")))
                .hasMessageContaining("job 4000000_0 is not known to Slurm any more, and left no exit code");
    }

    private CompletableFuture<FemResult> supply(Adapter adapter) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return solver(adapter).solve(ProcessFemSolverIT.problem(), folder);
            } catch (FemException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** What became of each. */
    static class Told implements FemListener {
        final Map<FemTask, FemResult> solved = new HashMap<>();
        final Map<FemTask, FemException> failed = new HashMap<>();

        @Override
        public void solved(FemTask task, FemResult result) {
            assertThat(solved.put(task, result)).isNull();
        }

        @Override
        public void failed(FemTask task, FemException failure) {
            assertThat(failed.put(task, failure)).isNull();
        }
    }

    private FemTask task(int i) {
        return task(folder, i);
    }

    static FemTask task(Path folder, int i) {
        return new FemTask(ProcessFemSolverIT.problem(), folder.resolve("task" + i));
    }

    private List<FemTask> tasks(int n) {
        return new ArrayList<>(IntStream.range(0, n).mapToObj(this::task).toList());
    }

    private static Adapter adapter(String how) {
        return adapter(how, slurm.environment());
    }

    static Adapter adapter(String how, Map<String, String> environment) {
        return Adapter.misbehaving(how).slurm().environment(environment).memoryLimit("400m");
    }

    private ProcessFemSolver solver(Adapter adapter) {
        return solver(adapter, folder);
    }

    static ProcessFemSolver solver(Adapter adapter, Path home) {
        return new ProcessFemSolver(adapter.build(), home, new LocalLauncher(1), QUICK);
    }

    private FemException failure(Adapter adapter) {
        FemException e = catchThrowableOfType(
                FemException.class, () -> solver(adapter).solve(ProcessFemSolverIT.problem(), folder));
        assertThat(e).isNotNull();
        return e;
    }
}
