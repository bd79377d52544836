package io.temper.evaluation;

import io.temper.generation.DatasetRecipe;
import io.temper.generation.LabelTable;
import io.temper.generation.Sample;
import io.temper.material.Phases;
import io.temper.material.Property;
import io.temper.material.StiffnessBounds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A whole label table of fibres along z and along x, C11 being Hill's estimate. */
final class SmallTable {
    private SmallTable() {}

    static LabelTable write(Path file, int perFilter, long seed) throws IOException {
        DatasetRecipe recipe =
                new DatasetRecipe(DatasetRecipe.paperMorphologies(seed).filters(), perFilter, seed);
        LabelTable table =
                LabelTable.open(file, new LabelTable.Header(recipe, 51, Phases.PAPER, List.of(Property.C11), 1e-3));
        for (Sample s : recipe.samples()) {
            table.append(new LabelTable.Row(s, List.of(hill(s)), "hill", "1"));
        }
        table.finish();
        return table;
    }

    static double hill(Sample s) {
        return StiffnessBounds.of(Phases.PAPER, s.hardFraction(51)).hill().require(Property.C11);
    }
}
