package io.temper.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.temper.generation.DatasetRecipe;
import io.temper.generation.LabelTable;
import io.temper.generation.Sample;
import io.temper.generation.Sigma;
import io.temper.material.CubeSymmetry;
import io.temper.material.DesignTarget;
import io.temper.material.Phase;
import io.temper.material.Phases;
import io.temper.material.Property;
import io.temper.material.StiffnessBounds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledSamplesTest {
    private static final List<Property> PROPERTIES = List.of(Property.C11, Property.C22, Property.C33);
    private static final DatasetRecipe RECIPE =
            new DatasetRecipe(List.of(new Sigma(1, 1, 5), new Sigma(5, 1, 1), new Sigma(3, 3, 3)), 5, 1);

    @TempDir
    Path folder;

    @Test
    void near_targetTurned_isTheSampleInThatOrientation() throws IOException {
        List<NearestSamples.Sample> near =
                samples().near(turned(RECIPE.samples().get(2)), Phases.PAPER, 3);
        NearestSamples.Sample first = near.get(0);
        assertThat(first.index()).isEqualTo(2);
        assertThat(first.error()).isCloseTo(0, within(1e-12));
        CubeSymmetry turn = CubeSymmetry.all().get(first.point().symmetry());
        assertThat(turn.source(Property.C11)).isEqualTo(Property.C33);
        assertThat(turn.source(Property.C22)).isEqualTo(Property.C11);
        Sample sample = RECIPE.samples().get(2);
        assertThat(first.point().seed()).isEqualTo(sample.seed());
        assertThat(first.point().sigma()).isEqualTo(sample.sigma());
        assertThat(first.point().fraction()).isEqualTo(sample.fraction());
    }

    @Test
    void near_severalFilters_oneOfEachMorphologyByRisingError() throws IOException {
        List<NearestSamples.Sample> near =
                samples().near(turned(RECIPE.samples().get(2)), Phases.PAPER, 3);
        // the second filter is the first one turned
        assertThat(near).hasSize(2);
        assertThat(near.get(1).point().sigma()).isEqualTo(new Sigma(3, 3, 3));
        assertThat(near.get(1).error()).isGreaterThan(near.get(0).error());
    }

    @Test
    void near_otherPhasesPropertiesOrNoTable_isEmpty() throws IOException {
        Phases other = new Phases(new Phase(200, 0.3), new Phase(2.4, 0.3));
        assertThat(samples().near(target("C11=42,C22=12"), other, 3)).isEmpty();
        assertThat(samples().near(target("C11=42,C21=12"), Phases.PAPER, 3)).isEmpty();
        assertThat(new LabelledSamples(folder.resolve("none.csv")).near(target("C11=42"), Phases.PAPER, 3))
                .isEmpty();
    }

    private LabelledSamples samples() throws IOException {
        Path file = folder.resolve("labels-%d.csv".formatted(System.nanoTime()));
        LabelTable table = LabelTable.open(file, new LabelTable.Header(RECIPE, 51, Phases.PAPER, PROPERTIES, 1e-3));
        for (Sample s : RECIPE.samples()) {
            table.append(new LabelTable.Row(s, List.of(0.7 * hill(s), hill(s), 1.3 * hill(s)), "none", "1"));
        }
        table.finish();
        return new LabelledSamples(file);
    }

    /** What a sample has, the axes exchanged. */
    private static DesignTarget turned(Sample s) {
        return new DesignTarget(
                Map.of(Property.C11, 1.3 * hill(s), Property.C22, 0.7 * hill(s), Property.C33, hill(s)));
    }

    private static double hill(Sample s) {
        return StiffnessBounds.of(Phases.PAPER, s.hardFraction(51)).hill().require(Property.C11);
    }

    private static DesignTarget target(String text) {
        return DesignTarget.parse(text);
    }
}
