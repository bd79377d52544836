package io.temper.generation;

import io.temper.fem.adapter.Adapter;
import io.temper.fem.adapter.ProcessFemSolver;
import io.temper.fem.voxel.CountingBatch;
import java.nio.file.Path;
import java.util.List;

/** Labelling by batches, as a process that a test may kill: {@code BatchLabelProcess FILE NOTES}. */
public final class BatchLabelProcess {
    private BatchLabelProcess() {}

    public static void main(String[] args) throws Exception {
        Path file = Path.of(args[0]);
        List<String> batch = List.of(
                "${java}",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                CountingBatch.class.getName(),
                "${manifest}",
                args[1]);
        ProcessFemSolver solver = new ProcessFemSolver(
                new Adapter("false").batchCommand(batch).concurrency(2).build(), file.getParent());
        new DatasetLabeller(solver, file.resolveSibling("work"), 2)
                .label(LabelTable.open(file, LabelProcess.HEADER), (done, total, rate, left) -> {});
    }
}
