package io.temper.evaluation.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.temper.generation.DatasetRecipe;
import io.temper.generation.Sample;
import io.temper.generation.Split;
import io.temper.material.Microstructure;
import io.temper.material.Phases;
import io.temper.material.Property;
import io.temper.material.TwoPointCorrelation;
import io.temper.vaereg.training.TrainingData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Baselines on real microstructures with labels that are known functions of the voxels. */
class BaselineTest {
    private static List<Microstructure> voxels;
    private static List<Split> parts;

    @BeforeAll
    static void generate() {
        DatasetRecipe recipe =
                new DatasetRecipe(DatasetRecipe.paperMorphologies(1).filters(), 40, 3);
        voxels = new ArrayList<>();
        parts = new ArrayList<>();
        for (Split part : Split.values()) {
            for (Sample s : recipe.samples(part)) {
                voxels.add(s.generate(51));
                parts.add(part);
            }
        }
    }

    /** C11 and C33: a power of the hard fraction, more where the material is correlated over 4 voxels along x or z. */
    private static double[] values(Microstructure m) {
        double f = m.hardFraction();
        TwoPointCorrelation s2 = TwoPointCorrelation.of(m);
        double x = s2.along(io.temper.material.Axis.X)[4] - f * f;
        double z = s2.along(io.temper.material.Axis.Z)[4] - f * f;
        return new double[] {
            Math.exp(1.5 + 3 * f + 4 * x), Math.exp(1.5 + 3 * f + 4 * z),
        };
    }

    private static TrainingData data(double testFactor) {
        List<TrainingData.Sample> samples = new ArrayList<>();
        for (int i = 0; i < voxels.size(); i++) {
            double[] values = values(voxels.get(i));
            values[0] *= parts.get(i) == Split.TEST ? testFactor : 1;
            samples.add(sample(voxels.get(i), values, parts.get(i)));
        }
        return new TrainingData(List.of(Property.C11, Property.C33), samples);
    }

    private static TrainingData.Sample sample(Microstructure m, double[] values, Split part) {
        return new TrainingData.Sample(() -> m, Map.of(Property.C11, values[0], Property.C33, values[1]), part);
    }

    @Test
    void hill_halfHard_isTheMeanOfTheHandComputedVoigtAndReussModuli() {
        byte[] v = new byte[51 * 51 * 51 + 1];
        java.util.Arrays.fill(v, 0, 51 * 51 * 51 / 2, (byte) 1);
        Microstructure m = new Microstructure(51, 51, 51, java.util.Arrays.copyOf(v, 51 * 51 * 51));
        double[] predicted = new HillAverage(Phases.PAPER)
                .train(data(1))
                .predict(List.of(sample(m, new double[] {1, 1}, Split.TEST)))[0];
        // E = 120 and 2.4, nu = 0.3: with one nu for both phases, Voigt and Reuss keep it and E is their mean and
        // harmonic mean
        double f = m.hardFraction();
        double e = (f * 120 + (1 - f) * 2.4 + 1 / (f / 120 + (1 - f) / 2.4)) / 2;
        double c11 = e * 0.7 / (1.3 * 0.4);
        assertThat(predicted[0]).isCloseTo(c11, within(1e-9));
        assertThat(predicted[1]).isCloseTo(c11, within(1e-9));
    }

    @Test
    void twoPointBaselines_labelsOfTwoPointStatistics_areLearnt() {
        Features features = new MemoizedFeatures(new TwoPointFeatures());
        for (Regression regression : List.of(new RidgeRegression(2), new GaussianProcess())) {
            BaselineScore score = BaselineScore.of(new FeatureBaseline(features, regression), data(1));
            assertThat(score.name()).isEqualTo("two-point-" + regression.name());
            assertThat(score.trainingSamples()).isEqualTo(48);
            assertThat(score.test()).hasSize(2).allSatisfy(a -> {
                assertThat(a.samples()).isEqualTo(16);
                assertThat(a.mape()).as(score.toString()).isLessThan(0.03);
                assertThat(a.r2()).as(score.toString()).isGreaterThan(0.99);
            });
        }
    }

    @Test
    void train_otherTestLabels_predictsTheSame() {
        FeatureBaseline baseline = new FeatureBaseline(new TwoPointFeatures(), new RidgeRegression(2));
        TrainingData one = data(1);
        TrainingData other = data(3);
        assertThat(baseline.train(other).predict(other.samples(Split.TEST)))
                .isDeepEqualTo(baseline.train(one).predict(one.samples(Split.TEST)));
    }

    @Test
    void of_perfectAndConstantFactor_scoresAreThoseOfTheDefinition() {
        double[] factor = {1, 1.1};
        Baseline scaled = new Baseline() {
            @Override
            public String name() {
                return "scaled";
            }

            @Override
            public TrainedBaseline train(TrainingData data) {
                return new TrainedBaseline() {
                    @Override
                    public String chosen() {
                        return "";
                    }

                    @Override
                    public double[][] predict(List<TrainingData.Sample> samples) {
                        return samples.stream()
                                .map(s -> new double[] {
                                    s.value(Property.C11) * factor[0], s.value(Property.C33) * factor[1]
                                })
                                .toArray(double[][]::new);
                    }
                };
            }
        };
        BaselineScore score = BaselineScore.of(scaled, data(1));
        assertThat(score.test().get(0).mape()).isZero();
        assertThat(score.test().get(0).r2()).isEqualTo(1);
        assertThat(score.test().get(1).mape()).isCloseTo(0.1, within(1e-12));
    }

    @Test
    void trainLimit_keepsBothFiltersAndTheOtherParts() {
        TrainingData limited = TrainLimit.of(data(1), 10);
        List<TrainingData.Sample> train = limited.samples(Split.TRAIN);
        assertThat(train).hasSize(10);
        assertThat(train.stream()
                        .map(s -> TwoPointCorrelation.of(s.microstructure()).longestAxis())
                        .distinct())
                .hasSize(2);
        assertThat(limited.samples(Split.VALIDATION)).hasSize(16);
        assertThat(limited.samples(Split.TEST)).hasSize(16);
        assertThatThrownBy(() -> TrainLimit.of(data(1), 1)).hasMessageContaining("at least 2");
    }
}
