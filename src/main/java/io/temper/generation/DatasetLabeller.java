package io.temper.generation;

import io.temper.fem.FemException;
import io.temper.fem.FemException.Reason;
import io.temper.fem.FemListener;
import io.temper.fem.FemProblem;
import io.temper.fem.FemResult;
import io.temper.fem.FemSolver;
import io.temper.fem.FemTask;
import io.temper.material.Property;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Labels the samples of a table that have no label yet, several at once: sample 0 of every filter first, then sample 1 of
 * every filter, so that a table that is not finished is balanced. Workers solve; only the calling thread writes.
 */
public final class DatasetLabeller {
    /** Hears of every label, in the calling thread. */
    @FunctionalInterface
    public interface Progress {
        /**
         * @param done labels in the table now
         * @param total samples of the dataset
         * @param rate of this run [labels/s]
         * @param secondsLeft estimate from that rate [s]
         */
        void labelled(int done, int total, double rate, double secondsLeft);
    }

    /** How long samples that were begun may still take when another has failed. */
    private static final int LAST_SECONDS = 60;

    private final FemSolver solver;
    private final WorkFolder work;
    private final int workers;

    /**
     * @param workFolder for the solver's exchange: a folder in it for each sample until that is labelled. Where an earlier run
     *     was cut short, what it left there is used
     * @param workers batches that are in work at once, at least 1; a solver may itself allow fewer
     */
    public DatasetLabeller(FemSolver solver, Path workFolder, int workers) {
        if (workers < 1) {
            throw new IllegalArgumentException("%d workers: at least 1 is needed".formatted(workers));
        }
        this.solver = solver;
        this.workers = workers;
        work = new WorkFolder(workFolder);
    }

    /** What became of a sample: its row, or why there is none. */
    private record Outcome(
            Sample sample,
            LabelTable.@Nullable Row row,
            @Nullable Exception failure) {}

    /**
     * Labels, and finishes the table.
     *
     * @throws FemException if an evaluation fails: a dataset with holes would be no dataset; what was labelled stays
     * @throws IOException if the table cannot be written, or another process labels it
     */
    public void label(LabelTable table, Progress progress) throws FemException, IOException {
        ExecutorService team = Executors.newFixedThreadPool(workers, r -> {
            Thread t = new Thread(r, "labeller");
            t.setDaemon(true);
            return t;
        });
        BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
        try (WorkFolder.Lock lock = work.lock()) {
            solver.endLeftovers(lock.folder());
            for (LabelTable.Row row : table.rows()) {
                work.delete(row.sample()); // an earlier run may have been killed between the label and this
            }
            collect(table, team, outcomes, progress);
            table.finish();
        } catch (FemException e) {
            team.shutdownNow();
            keepLast(table, outcomes, team);
            throw e;
        } finally {
            team.shutdownNow();
        }
    }

    private void collect(LabelTable table, ExecutorService team, BlockingQueue<Outcome> outcomes, Progress progress)
            throws FemException, IOException {
        LabelTable.Header header = table.header();
        DatasetRecipe recipe = header.recipe();
        List<Sample> missing = table.missing().stream()
                .sorted(Comparator.comparingInt(recipe::numberInFilter).thenComparingInt(Sample::index))
                .toList();
        int size = solver.batchSize();
        for (int from = 0; from < missing.size(); from += size) {
            List<Sample> batch = missing.subList(from, Math.min(missing.size(), from + size));
            team.execute(() -> label(batch, header, outcomes));
        }
        int total = recipe.size();
        long start = System.nanoTime();
        for (int done = 1; done <= missing.size(); done++) {
            append(table, next(outcomes));
            double rate = done / ((System.nanoTime() - start) * 1e-9);
            progress.labelled(total - missing.size() + done, total, rate, (missing.size() - done) / rate);
        }
    }

    private void label(List<Sample> batch, LabelTable.Header header, BlockingQueue<Outcome> outcomes) {
        try {
            Map<FemTask, Sample> samples = new LinkedHashMap<>();
            batch.forEach(sample -> samples.put(task(sample, header), sample));
            Function<FemTask, Sample> sample = task -> Objects.requireNonNull(samples.get(task));
            solver.solveAll(List.copyOf(samples.keySet()), new FemListener() {
                @Override
                public void solved(FemTask task, FemResult result) {
                    outcomes.add(new Outcome(sample.apply(task), row(sample.apply(task), header, result), null));
                }

                @Override
                public void failed(FemTask task, FemException failure) {
                    outcomes.add(new Outcome(sample.apply(task), null, failure));
                }
            });
        } catch (FemException | RuntimeException e) {
            outcomes.add(new Outcome(batch.get(0), null, e));
        }
    }

    private FemTask task(Sample sample, LabelTable.Header header) {
        TreeSet<Integer> columns =
                header.properties().stream().map(Property::column).collect(Collectors.toCollection(TreeSet::new));
        FemProblem problem = new FemProblem(sample.generate(header.size()), header.phases(), columns, header.rtol());
        return new FemTask(problem, work.of(sample));
    }

    private static LabelTable.Row row(Sample sample, LabelTable.Header header, FemResult result) {
        List<Double> values =
                header.properties().stream().map(result.stiffness()::require).toList();
        // a comma would end its column
        return new LabelTable.Row(
                sample, values, result.solver(), result.version().replace(',', ';'));
    }

    private static Outcome next(BlockingQueue<Outcome> outcomes) throws FemException {
        try {
            return outcomes.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FemException(Reason.CANCELLED, "labelling was cancelled; what was labelled stays", e);
        }
    }

    /** The solver's own checks have passed by now; a row that the table still refuses is a fault of what was solved. */
    private void append(LabelTable table, Outcome outcome) throws FemException, IOException {
        int index = outcome.sample().index();
        LabelTable.Row row = outcome.row();
        if (row == null) {
            if (outcome.failure() instanceof FemException e) {
                throw e.rephrased("sample %d: %s".formatted(index, e.getMessage()));
            }
            throw new IllegalStateException("a labelling thread failed: " + outcome.failure(), outcome.failure());
        }
        try {
            table.append(row);
        } catch (IllegalArgumentException e) {
            throw new FemException(Reason.UNPHYSICAL, "sample %d: %s".formatted(index, e.getMessage()), e);
        }
        work.delete(outcome.sample());
    }

    /** Keeps what the other workers have solved when one has failed. */
    private void keepLast(LabelTable table, BlockingQueue<Outcome> outcomes, ExecutorService team) throws IOException {
        try {
            team.awaitTermination(LAST_SECONDS, TimeUnit.SECONDS);
            for (Outcome outcome = outcomes.poll(); outcome != null; outcome = outcomes.poll()) {
                try {
                    append(table, outcome);
                } catch (FemException | IllegalStateException e) {
                    // failed too, or was cancelled: the first failure is the one to tell
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
