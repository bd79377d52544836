package io.temper.vaereg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.temper.fem.voxel.VoxelSolver;
import io.temper.generation.DatasetRecipe;
import io.temper.generation.LabelTable;
import io.temper.generation.Sample;
import io.temper.generation.Split;
import io.temper.material.DesignTarget;
import io.temper.material.Microstructure;
import io.temper.material.Phases;
import io.temper.material.Property;
import io.temper.material.TwoPointCorrelation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The model that comes with temper, against the solver and the committed labels. */
class TrainedModelIT {
    private static DjlVaeReg model;

    @BeforeAll
    static void load() throws IOException {
        model = DjlVaeReg.bundled();
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @Test
    void predict_testSamples_nearTheirLabels() throws IOException {
        DatasetRecipe recipe = DatasetRecipe.paperMorphologies(1);
        LabelTable table = LabelTable.open(
                Path.of("docs/science/labels-c11.csv"),
                new LabelTable.Header(recipe, 51, Phases.PAPER, List.of(Property.C11), 1e-4));
        Map<Integer, Double> labels = new HashMap<>();
        table.complete()
                .forEach(row -> labels.put(row.sample().index(), row.values().get(0)));
        List<Sample> test = recipe.samples(Split.TEST);
        double error = 0;
        double sum = 0;
        for (int i = 0; i < test.size(); i += 5) {
            Prediction p = model.predict(List.of(test.get(i).generate(51))).get(0);
            double label = labels.get(test.get(i).index());
            error += Math.abs(p.values().get(Property.C11).mean() - label);
            sum += label;
        }
        assertThat(error / sum).isLessThan(0.04);
    }

    @Test
    void prior_meanOfEveryLikelyMode_hasTheTargetByTheSolver() {
        DesignTarget target = DesignTarget.parse("C11=33");
        for (LatentPrior.Mode mode : model.prior(target).modes()) {
            if (mode.weight() > 0.1) {
                Microstructure m = model.decode(List.of(mode.mean())).get(0).microstructure();
                double c = new VoxelSolver(Phases.PAPER, 2)
                        .solve(m, new TreeSet<>(List.of(1)), 1e-4)
                        .stiffness()
                        .require(Property.C11);
                assertThat(c / 33 - 1).as("mode %d", mode.index()).isCloseTo(0, within(0.05));
            }
        }
    }

    @Test
    void prior_modes_differInMorphologyAndFraction() {
        LatentPrior prior = model.prior(DesignTarget.parse("C11=35"));
        assertThat(prior.modes().stream().mapToDouble(LatentPrior.Mode::weight).sum())
                .isCloseTo(1, within(1e-6));
        Set<Object> axes = new HashSet<>();
        for (PhaseField field :
                model.decode(prior.modes().stream().map(LatentPrior.Mode::mean).toList())) {
            axes.add(TwoPointCorrelation.of(field.microstructure()).longestAxis());
        }
        assertThat(axes).hasSize(2);
    }

    @Test
    void prior_risingTarget_hardFractionOfEachModeRises() {
        Map<Integer, Double> last = new HashMap<>();
        for (double c : new double[] {25, 35, 50}) {
            List<LatentPrior.Mode> modes = model.prior(new DesignTarget(Map.of(Property.C11, c))).modes().stream()
                    .sorted(Comparator.comparingInt(LatentPrior.Mode::index))
                    .toList();
            for (LatentPrior.Mode mode : modes) {
                double f = model.decode(List.of(mode.mean())).get(0).hardFraction();
                assertThat(f).isGreaterThan(last.getOrDefault(mode.index(), 0.0));
                last.put(mode.index(), f);
            }
        }
    }

    @Test
    void decode_aloneOrAmongOthers_sameBits() {
        List<LatentPrior.Mode> modes = model.prior(DesignTarget.parse("C11=40")).modes();
        double[] a = modes.get(0).mean();
        double[] b = modes.get(1).mean();
        List<PhaseField> many = model.decode(List.of(a, b, b, a, b, a));
        assertThat(many.get(3).logits()).containsExactly(many.get(0).logits());
        assertThat(many.get(5).microstructure()).isEqualTo(many.get(0).microstructure());
        assertThat(model.decode(List.of(a)).get(0).microstructure())
                .isEqualTo(many.get(0).microstructure());
    }

    @Test
    void prior_propertyThatTheModelDoesNotKnow_namesThoseItDoes() {
        assertThatThrownBy(() -> model.prior(DesignTarget.parse("C22=30")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("C22")
                .hasMessageContaining("[C11]");
    }

    @Test
    void predict_otherSize_namesTheLimit() {
        Microstructure small = new Microstructure(4, 4, 4, new byte[64]);
        assertThatThrownBy(() -> model.predict(List.of(small)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("51 x 51 x 51");
    }
}
