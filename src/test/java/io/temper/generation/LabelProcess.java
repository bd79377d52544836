package io.temper.generation;

import io.temper.fem.EmbeddedFemSolver;
import io.temper.material.Phases;
import io.temper.material.Property;
import java.nio.file.Path;
import java.util.List;

/** Labelling as a process that a test may kill: {@code LabelProcess FILE WORKERS}. */
public final class LabelProcess {
    static final LabelTable.Header HEADER = new LabelTable.Header(
            new DatasetRecipe(
                    List.of(new Sigma(1, 1, 2), new Sigma(2, 1, 1), new Sigma(1, 1, 1), new Sigma(2, 2, 2)), 60, 3),
            11,
            Phases.PAPER,
            List.of(Property.C11, Property.C21, Property.C31, Property.C22, Property.C32, Property.C33),
            1e-3);

    private LabelProcess() {}

    public static void main(String[] args) throws Exception {
        Path file = Path.of(args[0]);
        new DatasetLabeller(new EmbeddedFemSolver(1), file.resolveSibling("work"), Integer.parseInt(args[1]))
                .label(LabelTable.open(file, HEADER), (done, total, rate, left) -> {});
    }
}
