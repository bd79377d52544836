package io.temper.fem.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.temper.fem.FemException;
import io.temper.fem.FemException.Reason;
import io.temper.fem.FemListener;
import io.temper.fem.FemResult;
import io.temper.fem.FemTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One process for many problems, some of which it fails at. */
class BatchIT {
    @TempDir
    Path folder;

    private final Map<FemTask, FemResult> solved = new HashMap<>();
    private final Map<FemTask, FemException> failed = new HashMap<>();

    @Test
    void solveAll_allGood_isOneProcess() throws Exception {
        solveAll(Adapter.misbehavingInBatches("exit7"), 5);

        assertThat(solved.keySet()).containsExactlyInAnyOrderElementsOf(tasks(5));
        assertThat(failed).isEmpty();
        assertThat(Files.exists(folder.resolve("task1/stderr.log")))
                .as("a second process")
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "crash, CRASHED, ended with exit code 5 (it said: lost); logs in",
        "hang, TIMED_OUT, ran past its time limit of 4 s and was ended",
        "fail, CRASHED, out of luck",
        "half, MALFORMED, it is not JSON",
        "stop, MALFORMED, the solver left no result.json",
        "too-stiff, UNPHYSICAL, Voigt bounds"
    })
    void solveAll_oneFails_isToldWithItsReasonAndTheOthersAreSolved(String how, Reason reason, String message)
            throws Exception {
        misbehave(1, how);

        solveAll(Adapter.misbehavingInBatches("exit7").timeLimit(Duration.ofSeconds(4)), 3);

        FemException failure = failed.get(task(1));
        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure).hasMessageStartingWith("solver test: ").hasMessageContaining(message);
        assertThat(solved).containsKey(task(0));
        if (!how.equals("stop")) { // an end with exit code 0 is the solver's word that it has gone through the list
            assertThat(solved).containsKey(task(2));
        }
        assertThat(task(0).folder().resolve("runs")).content().hasLineCount(1);
    }

    @Test
    void solveAll_oneFailsAndRetriesAreLeft_isTriedAloneByTheCommand() throws Exception {
        misbehave(1, "crash");

        solveAll(Adapter.misbehavingInBatches("once-crashing").retries(1), 3);

        assertThat(solved).hasSize(3);
        assertThat(task(1).folder().resolve("retry1/result.json")).exists();
    }

    @Test
    void solveAll_again_takesWhatIsThereAndSolvesTheRest() throws Exception {
        misbehave(2, "crash");
        solveAll(Adapter.misbehavingInBatches("exit7"), 4);
        Files.delete(task(2).folder().resolve("how"));
        solved.clear();

        solveAll(Adapter.misbehavingInBatches("exit7"), 4);

        assertThat(solved).hasSize(4);
        assertThat(task(0).folder().resolve("runs")).content().hasLineCount(1);
        assertThat(task(2).folder().resolve("runs")).content().hasLineCount(2);
        assertThat(task(3).folder().resolve("runs")).content().hasLineCount(1);
    }

    @Test
    void solveAll_lateResultOfOneThatTimedOut_isNotTakenByTheNextCall() throws Exception {
        misbehave(1, "hang");
        solveAll(Adapter.misbehavingInBatches("exit7").timeLimit(Duration.ofSeconds(4)), 2);
        Files.copy(task(0).folder().resolve("result.json"), task(1).folder().resolve("result.json"));
        solved.clear();
        Files.writeString(task(1).folder().resolve("how"), "fail");

        solveAll(Adapter.misbehavingInBatches("exit7"), 2);

        assertThat(solved).containsOnlyKeys(task(0));
        assertThat(task(1).folder().resolve("runs")).content().hasLineCount(2);
    }

    @Test
    void solveAll_resultsOfAnotherAdapter_areNotTaken() throws Exception {
        solveAll(Adapter.misbehavingInBatches("exit7"), 1);
        solved.clear();

        solveAll(Adapter.misbehavingInBatches("exit7").environment(Map.of("OTHER", "1")), 1);

        assertThat(solved).hasSize(1);
        assertThat(task(0).folder().resolve("runs")).content().hasLineCount(2);
    }

    @Test
    void solveAll_cancelled_hasToldWhatWasSolvedByThen() throws Exception {
        misbehave(2, "hang");
        CompletableFuture<Exception> caught = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                solveAll(Adapter.misbehavingInBatches("exit7"), 4);
            } catch (FemException | IOException e) {
                caught.complete(e);
            }
        });
        caller.start();
        for (int i = 0; i < 600 && !Files.exists(task(2).folder().resolve("pid")); i++) {
            Thread.sleep(50);
        }
        caller.interrupt();

        assertThat(caught.get(30, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        FemException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CANCELLED));
        caller.join();
        assertThat(solved).containsOnlyKeys(task(0), task(1));
        assertThat(failed).isEmpty();
    }

    private void solveAll(Adapter adapter, int count) throws FemException, IOException {
        new ProcessFemSolver(adapter.build(), folder).solveAll(tasks(count), new FemListener() {
            @Override
            public void solved(FemTask task, FemResult result) {
                solved.put(task, result);
            }

            @Override
            public void failed(FemTask task, FemException failure) {
                failed.put(task, failure);
            }
        });
    }

    private void misbehave(int task, String how) throws IOException {
        Files.writeString(Files.createDirectories(task(task).folder()).resolve("how"), how);
    }

    private FemTask task(int i) {
        return new FemTask(ProcessFemSolverIT.problem(), folder.resolve("task" + i));
    }

    private List<FemTask> tasks(int count) {
        return new ArrayList<>(IntStream.range(0, count).mapToObj(this::task).toList());
    }
}
