package io.temper.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temper.fem.EmbeddedFemSolver;
import io.temper.fem.FemException;
import io.temper.fem.FemProblem;
import io.temper.fem.FemResult;
import io.temper.fem.FemSolver;
import io.temper.material.Phases;
import io.temper.material.Property;
import io.temper.material.Stiffness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetLabellerTest {
    private static final DatasetLabeller.Progress SILENT = (done, total, rate, left) -> {};
    private static final List<Property> SIX =
            List.of(Property.C11, Property.C21, Property.C31, Property.C22, Property.C32, Property.C33);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("labels.csv");
    }

    private static LabelTable.Header header(int perFilter) {
        return new LabelTable.Header(
                new DatasetRecipe(List.of(new Sigma(1, 1, 2), new Sigma(2, 1, 1), new Sigma(1, 1, 1)), perFilter, 9),
                8,
                Phases.PAPER,
                SIX,
                1e-4);
    }

    private Path labelled(String name, FemSolver solver, int workers) throws Exception {
        Path path = folder.resolve(name);
        new DatasetLabeller(solver, folder, workers).label(LabelTable.open(path, header(5)), SILENT);
        return path;
    }

    @Test
    void label_oneWorker_takesASampleOfEveryFilterBeforeTheNext() throws Exception {
        HillSolver solver = new HillSolver(0);
        List<Sample> samples = header(5).recipe().samples();

        labelled("serial.csv", solver, 1);

        assertThat(solver.asked)
                .startsWith(
                        samples.get(0).generate(8),
                        samples.get(5).generate(8),
                        samples.get(10).generate(8),
                        samples.get(1).generate(8));
    }

    @Test
    void label_severalWorkers_giveTheSameFileAsOne() throws Exception {
        Path serial = labelled("serial.csv", new EmbeddedFemSolver(1), 1);
        Path parallel = labelled("parallel.csv", new EmbeddedFemSolver(1), 4);

        assertThat(parallel).hasSameBinaryContentAs(serial);
        assertThat(LabelTable.read(parallel).complete())
                .extracting(row -> row.sample().index())
                .isSorted()
                .hasSize(15);
        assertThat(Files.readAllLines(serial).get(2)).endsWith(",voxel,1.1");
    }

    /** Each worker waits until all are at work, in a folder of its own. */
    @Test
    void label_severalWorkers_workAtOnceInFoldersOfTheirOwn() throws Exception {
        CountDownLatch all = new CountDownLatch(3);
        Set<Path> folders = ConcurrentHashMap.newKeySet();
        HillSolver hill = new HillSolver(0);
        FemSolver meeting = new FemSolver() {
            @Override
            public String name() {
                return "meeting";
            }

            @Override
            public FemResult solve(FemProblem problem, Path work) throws FemException {
                folders.add(work);
                all.countDown();
                try {
                    assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                return hill.solve(problem, work);
            }
        };

        labelled("meeting.csv", meeting, 3);

        assertThat(folders).hasSize(15).allMatch(f -> f.getParent().equals(folder));
    }

    @Test
    void label_failedHalfway_goesOnWhereItStopped() throws Exception {
        assertThatThrownBy(() -> labelled("labels.csv", new HillSolver(4), 1))
                .isInstanceOf(FemException.class)
                .hasMessage("sample 1: out of luck");
        LabelTable half = LabelTable.read(file);
        assertThat(half.rows())
                .extracting(row -> row.sample().index())
                .contains(0, 5, 10)
                .doesNotContain(1);
        int before = half.rows().size();

        HillSolver second = new HillSolver(0);
        List<Integer> done = new ArrayList<>();
        new DatasetLabeller(second, folder, 2).label(half, (d, total, rate, left) -> {
            assertThat(total).isEqualTo(15);
            assertThat(rate).isPositive();
            assertThat(left).isNotNegative();
            done.add(d);
        });

        assertThat(second.asked).hasSize(15 - before);
        assertThat(done).isSorted().hasSize(15 - before).startsWith(before + 1).endsWith(15);
        assertThat(file).hasSameBinaryContentAs(labelled("undisturbed.csv", new HillSolver(0), 1));
    }

    /** As when a run was killed after it had written a label and before it had cleared the sample's folder. */
    @Test
    void label_folderOfALabelledSampleLeftBehind_removesIt() throws Exception {
        assertThatThrownBy(() -> labelled("labels.csv", new HillSolver(4), 1)).isInstanceOf(FemException.class);
        LabelTable half = LabelTable.read(file);
        Path left = folder.resolve("work/sample-" + half.rows().get(0).sample().index());
        Files.createDirectories(left);
        Files.writeString(left.resolve("result.json"), "{}");

        new DatasetLabeller(new HillSolver(0), folder.resolve("work"), 1).label(half, SILENT);

        assertThat(folder.resolve("work")).doesNotExist();
    }

    /** One fails while another is at work: what the other one finds is kept. */
    @Test
    void label_oneOfTwoWorkersFails_keepsTheOthersRow() throws Exception {
        CountDownLatch failed = new CountDownLatch(1);
        HillSolver hill = new HillSolver(0);
        FemSolver solver = new FemSolver() {
            @Override
            public String name() {
                return "unlucky";
            }

            @Override
            public FemResult solve(FemProblem problem, Path work) throws FemException {
                if (problem.microstructure()
                        .equals(header(5).recipe().samples().get(5).generate(8))) {
                    failed.countDown();
                    throw new FemException(FemException.Reason.TIMED_OUT, "too slow");
                }
                while (failed.getCount() > 0) {
                    Thread.onSpinWait();
                }
                return hill.solve(problem, work);
            }
        };

        assertThatThrownBy(() -> labelled("labels.csv", solver, 2)).hasMessage("sample 5: too slow");

        assertThat(LabelTable.read(file).rows())
                .extracting(row -> row.sample().index())
                .contains(0)
                .doesNotContain(5);
    }

    @Test
    void label_solverThatIsWrong_isStoppedByTheTable() throws Exception {
        FemSolver wrong = new FemSolver() {
            @Override
            public String name() {
                return "wrong";
            }

            @Override
            public FemResult solve(FemProblem p, Path work) {
                return new FemResult(Stiffness.of(p.phases().hard()), List.of(1), 0, 0, name(), "1");
            }
        };

        assertThatThrownBy(() -> labelled("labels.csv", wrong, 1))
                .isInstanceOf(FemException.class)
                .hasMessageStartingWith("sample 0: C11 = 161.538 GPa lies outside");
        assertThat(LabelTable.read(file).rows()).isEmpty();
    }

    @Test
    void label_versionWithAComma_isStoredWithoutIt() throws Exception {
        labelled("labels.csv", new HillSolver(0), 1);

        assertThat(LabelTable.read(file).complete())
                .allMatch(row -> row.solver().equals("hill") && row.version().equals("1;2 beta"));
    }

    @Test
    void new_noWorkers_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DatasetLabeller(new HillSolver(0), folder, 0))
                .withMessage("0 workers: at least 1 is needed");
    }
}
