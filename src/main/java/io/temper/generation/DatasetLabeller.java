package io.temper.generation;

import io.temper.fem.FemException;
import io.temper.fem.FemProblem;
import io.temper.fem.FemResult;
import io.temper.fem.FemSolver;
import io.temper.material.Property;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Labels the samples of a table that have no label yet, one solver process after the other. */
public final class DatasetLabeller {
    /** Hears of every label. */
    @FunctionalInterface
    public interface Progress {
        /**
         * @param done labels in the table now
         * @param total samples of the dataset
         * @param secondsLeft estimate from this run's rate [s]
         */
        void labelled(int done, int total, double secondsLeft);
    }

    private final FemSolver solver;
    private final Path workFolder;

    /** @param workFolder for the solver's exchange; one folder inside it is used again and again */
    public DatasetLabeller(FemSolver solver, Path workFolder) {
        this.solver = solver;
        this.workFolder = workFolder;
    }

    /**
     * @throws FemException if an evaluation fails: a dataset with holes would be no dataset; what was labelled stays
     * @throws IOException if the table cannot be written
     */
    public void label(LabelTable table, Progress progress) throws FemException, IOException {
        LabelTable.Header header = table.header();
        List<Sample> missing = table.missing();
        int total = header.recipe().samples().size();
        SortedSet<Integer> columns = new TreeSet<>();
        header.properties().forEach(p -> columns.add(p.column()));
        long start = System.nanoTime();
        int done = 0;
        for (Sample sample : missing) {
            FemProblem problem =
                    new FemProblem(sample.generate(header.size()), header.phases(), columns, header.rtol());
            FemResult result = solver.solve(problem, workFolder.resolve("evaluation"));
            List<Double> values = header.properties().stream()
                    .map((Property p) -> result.stiffness().require(p))
                    .toList();
            table.append(new LabelTable.Row(sample, values, result.solver(), result.version()));
            done++;
            double rate = (System.nanoTime() - start) * 1e-9 / done;
            progress.labelled(total - missing.size() + done, total, rate * (missing.size() - done));
        }
    }
}
