package io.temper.vaereg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.temper.fem.voxel.VoxelSolver;
import io.temper.generation.LabelTable;
import io.temper.generation.Split;
import io.temper.material.DesignTarget;
import io.temper.material.Microstructure;
import io.temper.material.Phases;
import io.temper.material.Property;
import io.temper.material.Stiffness;
import io.temper.material.TwoPointCorrelation;
import io.temper.vaereg.training.TrainingData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The model that comes with temper, against the solver and the committed labels. */
class TrainedModelIT {
    private static DjlVaeReg model;
    private static List<TrainingData.Sample> test;

    @BeforeAll
    static void load() throws IOException {
        model = DjlVaeReg.bundled();
        LabelTable table = LabelTable.read(Path.of("docs/science/labels.csv"));
        List<TrainingData.Sample> all = TrainingData.of(
                        table, model.card().properties(), model.card().fold())
                .samples(Split.TEST);
        test = IntStream.range(0, 60)
                .mapToObj(i -> all.get(i * all.size() / 60))
                .toList();
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @Test
    void predict_testSamples_nearTheirLabels() {
        List<Prediction> predictions = model.predict(
                test.stream().map(TrainingData.Sample::microstructure).toList());
        for (Property p : model.card().properties()) {
            double error = 0;
            double sum = 0;
            for (int i = 0; i < test.size(); i++) {
                error += Math.abs(predictions.get(i).mean(p) - test.get(i).value(p));
                sum += test.get(i).value(p);
            }
            assertThat(error / sum).as("MAPE of %s", p).isLessThan(0.06);
        }
    }

    @Test
    void predict_turnedMicrostructure_turnsTheStiffness() {
        Microstructure m = test.get(3).microstructure();
        Prediction before = model.predict(List.of(m)).get(0);
        var turn = io.temper.material.CubeSymmetry.all().get(25);
        Prediction after = model.predict(List.of(turn.apply(m))).get(0);
        for (Property p : model.card().properties()) {
            assertThat(after.mean(p) / before.mean(turn.source(p))).as("%s", p).isCloseTo(1, within(0.05));
        }
    }

    @Test
    void prior_oneProperty_everyLikelyModeHasItByTheSolver() {
        DesignTarget target = DesignTarget.parse("C11=33");
        for (LatentPrior.Mode mode : model.prior(target).modes()) {
            if (mode.weight() > 0.1) {
                double c = solve(mode, 1).require(Property.C11);
                assertThat(c / 33 - 1).as("mode %d", mode.index()).isCloseTo(0, within(0.2));
            }
        }
    }

    @Test
    void prior_wholeVector_theLikeliestModeHasItByTheSolver() {
        double worst = 0;
        for (int i = 0; i < 60; i += 20) {
            Map<Property, Double> values = new EnumMap<>(Property.class);
            for (Property p : model.card().properties()) {
                values.put(p, test.get(i).value(p));
            }
            DesignTarget target = new DesignTarget(values);
            Stiffness C = solve(model.prior(target).modes().get(0), 1, 2, 3);
            worst = Math.max(worst, target.worstError(C));
        }
        assertThat(worst).isLessThan(0.35);
    }

    @Test
    void settle_oneProperty_modesHaveItByRegressorAndSolver() {
        DesignTarget target = DesignTarget.parse("C11=38");
        List<LatentPrior.Mode> modes = model.prior(target).modes().subList(0, 6);
        List<LatentPrior.Mode> settled = model.settle(target, modes);
        double before = 0;
        double after = 0;
        for (int i = 0; i < modes.size(); i++) {
            before += misfit(modes.get(i), 38);
            after += misfit(settled.get(i), 38);
            assertThat(solve(settled.get(i), 1).require(Property.C11) / 38)
                    .as("mode %d", modes.get(i).index())
                    .isCloseTo(1, within(0.15));
        }
        assertThat(after).isLessThan(0.5 * before);
    }

    /** How far the regressor is from a C11 for the decoded mean. */
    private static double misfit(LatentPrior.Mode mode, double c11) {
        Microstructure m = model.decode(List.of(mode.mean())).get(0).microstructure();
        return Math.abs(model.predict(List.of(m)).get(0).mean(Property.C11) / c11 - 1);
    }

    @Test
    void predict_decodedSamples_nearTheSolver() {
        double error = 0;
        int count = 12;
        for (int i = 0; i < count; i++) {
            double[] z = model.predict(List.of(test.get(5 * i).microstructure()))
                    .get(0)
                    .latent();
            Microstructure m = model.decode(List.of(z)).get(0).microstructure();
            double said = model.predict(List.of(m)).get(0).mean(Property.C11);
            double has = new VoxelSolver(Phases.PAPER, 2)
                    .solve(m, new TreeSet<>(List.of(1)), 1e-3)
                    .stiffness()
                    .require(Property.C11);
            error += Math.abs(said / has - 1) / count;
        }
        assertThat(error).isLessThan(0.06);
    }

    private static Stiffness solve(LatentPrior.Mode mode, Integer... columns) {
        Microstructure m = model.decode(List.of(mode.mean())).get(0).microstructure();
        return new VoxelSolver(Phases.PAPER, 2)
                .solve(m, new TreeSet<>(List.of(columns)), 1e-3)
                .stiffness();
    }

    @Test
    void prior_modesOfOneProperty_differInMorphology() {
        LatentPrior prior = model.prior(DesignTarget.parse("C11=35"));
        assertThat(prior.modes().stream().mapToDouble(LatentPrior.Mode::weight).sum())
                .isCloseTo(1, within(1e-6));
        Set<Object> kinds = new HashSet<>();
        for (PhaseField field :
                model.decode(prior.modes().stream().map(LatentPrior.Mode::mean).toList())) {
            TwoPointCorrelation s2 = TwoPointCorrelation.of(field.microstructure());
            kinds.add(
                    List.of(s2.longestAxis(), Math.round(s2.correlationLengths().get(0) / 3)));
        }
        assertThat(kinds).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void decode_aloneOrAmongOthers_sameBits() {
        List<LatentPrior.Mode> modes = model.prior(DesignTarget.parse("C11=40")).modes();
        double[] a = modes.get(0).mean();
        double[] b = modes.get(1).mean();
        List<PhaseField> many = model.decode(List.of(a, b, b, a, b, a));
        assertThat(Arrays.equals(many.get(3).logits(), many.get(0).logits())).isTrue();
        assertThat(many.get(5).microstructure()).isEqualTo(many.get(0).microstructure());
        assertThat(model.decode(List.of(a)).get(0).microstructure())
                .isEqualTo(many.get(0).microstructure());
    }

    @Test
    void strangeness_testSamplesAreFamiliar_laminateIsNot() {
        assertThat(test)
                .filteredOn(s -> model.strangeness(s.microstructure()) <= 1)
                .hasSizeGreaterThan(55);
        int n = model.card().size();
        byte[] laminate = new byte[n * n * n];
        for (int i = 0; i < laminate.length; i++) {
            laminate[i] = (byte) (i / (n * n) < n / 2 ? 1 : 0);
        }
        assertThat(model.strangeness(new Microstructure(n, n, n, laminate))).isGreaterThan(1);
    }

    @Test
    void prior_propertyThatTheModelDoesNotKnow_namesThoseItDoes() {
        assertThatThrownBy(() -> model.prior(DesignTarget.parse("C44=30")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("C44")
                .hasMessageContaining("C33]");
    }

    @Test
    void predict_otherSize_namesTheLimit() {
        Microstructure small = new Microstructure(4, 4, 4, new byte[64]);
        assertThatThrownBy(() -> model.predict(List.of(small)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("51 x 51 x 51");
    }
}
