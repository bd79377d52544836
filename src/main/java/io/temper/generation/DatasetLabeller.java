package io.temper.generation;

import io.temper.fem.FemException;
import io.temper.fem.FemException.Reason;
import io.temper.fem.FemProblem;
import io.temper.fem.FemResult;
import io.temper.fem.FemSolver;
import io.temper.material.Property;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

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
    private final BlockingQueue<Path> folders = new LinkedBlockingQueue<>();
    private final int workers;

    /**
     * @param workFolder for the solver's exchange; a folder in it for each worker is used again and again
     * @param workers samples that are solved at once, at least 1; a solver may itself allow fewer
     */
    public DatasetLabeller(FemSolver solver, Path workFolder, int workers) {
        if (workers < 1) {
            throw new IllegalArgumentException("%d workers: at least 1 is needed".formatted(workers));
        }
        this.solver = solver;
        this.workers = workers;
        for (int w = 1; w <= workers; w++) {
            folders.add(workFolder.resolve("worker-" + w));
        }
    }

    /**
     * Labels, and finishes the table.
     *
     * @throws FemException if an evaluation fails: a dataset with holes would be no dataset; what was labelled stays
     * @throws IOException if the table cannot be written
     */
    public void label(LabelTable table, Progress progress) throws FemException, IOException {
        ExecutorService team = Executors.newFixedThreadPool(workers, r -> {
            Thread t = new Thread(r, "labeller");
            t.setDaemon(true);
            return t;
        });
        CompletionService<LabelTable.Row> rows = new ExecutorCompletionService<>(team);
        try {
            collect(table, rows, progress);
            table.finish();
        } catch (FemException e) {
            team.shutdownNow();
            keepLast(table, rows, team);
            throw e;
        } finally {
            team.shutdownNow();
        }
    }

    private void collect(LabelTable table, CompletionService<LabelTable.Row> rows, Progress progress)
            throws FemException, IOException {
        LabelTable.Header header = table.header();
        DatasetRecipe recipe = header.recipe();
        List<Sample> missing = table.missing().stream()
                .sorted(Comparator.comparingInt(recipe::numberInFilter).thenComparingInt(Sample::index))
                .toList();
        int total = recipe.size();
        long start = System.nanoTime();
        missing.forEach(sample -> rows.submit(() -> label(sample, header)));
        for (int done = 1; done <= missing.size(); done++) {
            append(table, next(rows));
            double rate = done / ((System.nanoTime() - start) * 1e-9);
            progress.labelled(total - missing.size() + done, total, rate, (missing.size() - done) / rate);
        }
    }

    private LabelTable.Row label(Sample sample, LabelTable.Header header) throws FemException, InterruptedException {
        Path folder = folders.take();
        try {
            TreeSet<Integer> columns =
                    header.properties().stream().map(Property::column).collect(Collectors.toCollection(TreeSet::new));
            FemProblem problem =
                    new FemProblem(sample.generate(header.size()), header.phases(), columns, header.rtol());
            FemResult result = solver.solve(problem, folder);
            List<Double> values = header.properties().stream()
                    .map(result.stiffness()::require)
                    .toList();
            // a comma would end its column
            return new LabelTable.Row(
                    sample, values, result.solver(), result.version().replace(',', ';'));
        } catch (FemException e) {
            throw new FemException(e.reason(), "sample %d: %s".formatted(sample.index(), e.getMessage()), e);
        } finally {
            folders.add(folder);
        }
    }

    private static LabelTable.Row next(CompletionService<LabelTable.Row> rows) throws FemException {
        try {
            return rows.take().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FemException(Reason.CANCELLED, "labelling was cancelled; what was labelled stays", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof FemException failed) {
                throw failed;
            } else if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("a labelling thread failed: " + e.getCause(), e);
        }
    }

    /** The solver's own checks have passed by now; a row that the table still refuses is a fault of what was solved. */
    private static void append(LabelTable table, LabelTable.Row row) throws FemException, IOException {
        try {
            table.append(row);
        } catch (IllegalArgumentException e) {
            throw new FemException(
                    Reason.UNPHYSICAL, "sample %d: %s".formatted(row.sample().index(), e.getMessage()), e);
        }
    }

    /** Keeps what the other workers have solved when one has failed. */
    private static void keepLast(LabelTable table, CompletionService<LabelTable.Row> rows, ExecutorService team)
            throws IOException {
        try {
            team.awaitTermination(LAST_SECONDS, TimeUnit.SECONDS);
            for (Future<LabelTable.Row> row = rows.poll(); row != null; row = rows.poll()) {
                try {
                    append(table, row.get());
                } catch (ExecutionException | FemException e) {
                    // failed too, or was cancelled: the first failure is the one to tell
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
