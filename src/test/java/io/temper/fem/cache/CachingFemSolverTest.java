package io.temper.fem.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temper.fem.FemException;
import io.temper.fem.FemException.Reason;
import io.temper.fem.FemListener;
import io.temper.fem.FemProblem;
import io.temper.fem.FemResult;
import io.temper.fem.FemTask;
import io.temper.fem.MemorySize;
import io.temper.material.Phase;
import io.temper.material.Phases;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CachingFemSolverTest {
    @TempDir
    Path folder;

    private final CountingSolver counting = new CountingSolver();

    private CachingFemSolver cached(CountingSolver solver, String... identity) {
        return new CachingFemSolver(
                solver,
                place -> Optional.of(List.of(identity)),
                new EvaluationCache(folder.resolve("cache"), MemorySize.parse("1m")));
    }

    private static FemProblem problem(FemProblem p, Phases phases, List<Integer> columns, double rtol) {
        return new FemProblem(p.microstructure(), phases, new TreeSet<>(columns), rtol);
    }

    @Test
    void solve_sameAgainByAnotherDesign_isNotMadeAgain() throws FemException {
        FemProblem p = CountingSolver.problem(1);
        FemResult first = cached(counting, "hill", "1").solve(p, folder.resolve("a"));

        FemResult second = cached(counting, "hill", "1").solve(p, folder.resolve("b"));

        assertThat(counting.count).hasValue(1);
        assertThat(second.stiffness().column(1).orElseThrow())
                .isEqualTo(first.stiffness().column(1).orElseThrow());
        assertThat(folder.resolve("b/result.json")).content().contains("\"cached\":true");
    }

    @Test
    void solve_anythingThatMatters_isAnotherEvaluation() throws FemException {
        FemProblem p = CountingSolver.problem(1);
        Phases softer = new Phases(Phases.PAPER.hard(), new Phase(2.4, 0.3000000001));
        List<FemProblem> problems = List.of(
                p,
                CountingSolver.problem(2),
                problem(p, softer, List.of(1, 2), 1e-4),
                problem(p, Phases.PAPER, List.of(1), 1e-4),
                problem(p, Phases.PAPER, List.of(1, 2), 2e-4));
        for (FemProblem one : problems) {
            cached(counting, "hill", "1").solve(one, folder.resolve("a"));
        }
        cached(counting, "hill", "2").solve(p, folder.resolve("a"));
        cached(counting, "hil", "l1").solve(p, folder.resolve("a"));

        assertThat(counting.count).hasValue(problems.size() + 2);
    }

    @Test
    void solve_versionUnknown_isNotKept() throws FemException {
        CachingFemSolver solver = new CachingFemSolver(
                counting, place -> Optional.empty(), new EvaluationCache(folder, MemorySize.parse("1m")));

        solver.solve(CountingSolver.problem(1), folder);
        solver.solve(CountingSolver.problem(1), folder);

        assertThat(counting.count).hasValue(2);
    }

    @Test
    void solve_failure_isNotKept() throws FemException {
        CountingSolver failing = new CountingSolver() {
            @Override
            public FemResult solve(FemProblem p, Path place) throws FemException {
                if (count.get() == 0) {
                    count.incrementAndGet();
                    throw new FemException(Reason.CRASHED, "once");
                }
                return super.solve(p, place);
            }
        };

        assertThatThrownBy(() -> cached(failing, "1").solve(CountingSolver.problem(1), folder))
                .hasMessage("once");
        cached(failing, "1").solve(CountingSolver.problem(1), folder.resolve("a"));
        cached(failing, "1").solve(CountingSolver.problem(1), folder.resolve("b"));

        assertThat(failing.count).hasValue(2);
    }

    @Test
    void solve_severalAtOnce_isMadeOnceAndDifferentOnesDoNotWait() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        CountingSolver slow = new CountingSolver() {
            @Override
            public FemResult solve(FemProblem p, Path place) throws FemException {
                begun.countDown();
                try {
                    // both problems are in work at once, or this does not come to an end
                    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                return super.solve(p, place);
            }
        };
        List<CompletableFuture<FemResult>> all = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            int n = i;
            CompletableFuture<FemResult> one = new CompletableFuture<>();
            all.add(one);
            new Thread(() -> {
                        try {
                            one.complete(
                                    cached(slow, "1").solve(CountingSolver.problem(n % 2), folder.resolve("" + n)));
                        } catch (FemException | AssertionError e) {
                            one.completeExceptionally(e);
                        }
                    })
                    .start();
        }
        for (CompletableFuture<FemResult> one : all) {
            one.get(1, TimeUnit.MINUTES);
        }

        assertThat(slow.count).hasValue(2);
    }

    @Test
    void solveAll_someKnown_solvesTheRest() throws FemException {
        cached(counting, "1").solve(CountingSolver.problem(2), folder.resolve("x"));
        List<FemTask> tasks = IntStream.range(0, 4)
                .mapToObj(i -> new FemTask(CountingSolver.problem(i), folder.resolve("t" + i)))
                .toList();
        List<FemTask> solved = new ArrayList<>();
        FemListener listener = new FemListener() {
            @Override
            public void solved(FemTask task, FemResult result) {
                solved.add(task);
            }

            @Override
            public void failed(FemTask task, FemException failure) {
                throw new AssertionError(failure);
            }
        };

        cached(counting, "1").solveAll(tasks, listener);
        cached(counting, "1").solveAll(tasks, listener);

        assertThat(solved).hasSize(8).containsAll(tasks);
        assertThat(counting.count).hasValue(4);
    }
}
