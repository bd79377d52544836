package io.temper.vaereg.cnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temper.generation.DatasetRecipe;
import io.temper.generation.Sample;
import io.temper.generation.Split;
import io.temper.material.Microstructure;
import io.temper.material.Property;
import io.temper.vaereg.network.NetworkShape;
import io.temper.vaereg.training.TrainingData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The network at its real size. */
class RegressionCnnIT {
    private static final RegressionCnnSettings SETTINGS = new RegressionCnnSettings(3, 1, 250, 4, 1e-3, 8);

    /** Four samples per morphology, two of each to train on, whose labels only the voxels tell. */
    private static TrainingData data() {
        DatasetRecipe recipe =
                new DatasetRecipe(DatasetRecipe.paperMorphologies(1).filters(), 4, 1);
        List<TrainingData.Sample> samples = new ArrayList<>();
        for (Split part : Split.values()) {
            for (Sample s : recipe.samples(part)) {
                double f = s.fraction();
                double along = s.sigma().x() > 1 ? 3 : 1;
                samples.add(new TrainingData.Sample(
                        () -> s.generate(NetworkShape.GRID),
                        Map.of(Property.C11, along * (3 + 50 * f), Property.C21, 5 + 60 * f * f),
                        part));
            }
        }
        return new TrainingData(List.of(Property.C11, Property.C21), samples);
    }

    @Test
    void train_aHandfulOfSamples_isLearntByHeart() {
        TrainingData data = data();
        Curve curve = new Curve();
        try (RegressionCnn cnn = RegressionCnn.train(data, SETTINGS, curve)) {
            assertThat(curve.losses.get(0)).isGreaterThan(0.5); // standardised: guessing the mean costs 1
            assertThat(curve.losses.get(249)).isLessThan(0.1);
            List<TrainingData.Sample> train = data.samples(Split.TRAIN);
            double[][] predicted = cnn.predict(
                    train.stream().map(TrainingData.Sample::microstructure).toList());
            for (int i = 0; i < train.size(); i++) {
                for (int p = 0; p < 2; p++) {
                    assertThat(predicted[i][p]
                                    / train.get(i).value(data.properties().get(p)))
                            .as("sample %d property %d", i, p)
                            .isBetween(0.8, 1.25);
                }
            }
        }
        assertThat(curve.notes).anyMatch(n -> n.startsWith("step 250: training"));
    }

    @Test
    void train_sameSeedTwice_predictsTheSame() {
        TrainingData data = data();
        List<Microstructure> x = List.of(data.samples().get(0).microstructure());
        try (RegressionCnn one = RegressionCnn.train(data, SETTINGS.withSteps(3), new Curve());
                RegressionCnn same = RegressionCnn.train(data, SETTINGS.withSteps(3), new Curve());
                RegressionCnn other =
                        RegressionCnn.train(data, SETTINGS.withSteps(3).withSeed(4), new Curve())) {
            assertThat(same.predict(x)).isDeepEqualTo(one.predict(x));
            assertThat(other.predict(x)[0]).isNotEqualTo(one.predict(x)[0]);
            assertThatThrownBy(() -> one.predict(List.of(new Microstructure(2, 2, 2, new byte[8]))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("51 x 51 x 51");
        }
    }

    private static final class Curve implements RegressionCnnListener {
        final List<Double> losses = new ArrayList<>();
        final List<String> notes = new ArrayList<>();

        @Override
        public void step(int step, int steps, double loss, double samplesPerSecond, double secondsLeft) {
            losses.add(loss);
        }

        @Override
        public void note(String line) {
            notes.add(line);
        }
    }
}
