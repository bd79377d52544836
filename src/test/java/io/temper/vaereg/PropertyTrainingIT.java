package io.temper.vaereg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temper.generation.DatasetRecipe;
import io.temper.generation.Sample;
import io.temper.generation.Split;
import io.temper.material.Property;
import io.temper.vaereg.TrainingSettings.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The decoder after the real network's first steps, a few steps more. */
class PropertyTrainingIT {
    private static final NetworkShape SHAPE = new NetworkShape(16, 1, 2);
    private static final TrainingSettings SHORT =
            new TrainingSettings(4, 1, 3, 3, 3, 5, 10, TrainingSettings.RECIPE.weights(), StyleSettings.DESCRIPTORS);

    private static final PropertySettings FOUR = new PropertySettings(1, 4, 2, 1e-3, 3, 40, 40);

    private static TrainingData data;
    private static TrainedWeights trained;

    @TempDir
    static Path folder;

    @BeforeAll
    static void train() throws IOException {
        DatasetRecipe recipe =
                new DatasetRecipe(DatasetRecipe.paperMorphologies(1).filters(), 6, 1);
        List<TrainingData.Sample> samples = new ArrayList<>();
        for (Split part : Split.values()) {
            for (Sample s : recipe.samples(part)) {
                double value = 3 + 150 * s.fraction() * s.fraction();
                samples.add(new TrainingData.Sample(
                        () -> s.generate(NetworkShape.GRID), Map.of(Property.C11, value), part));
            }
        }
        data = new TrainingData(List.of(Property.C11), samples);
        trained = new VaeRegTrainer(data, SHAPE, SHORT, folder.resolve("seed"), new Notes()).train();
    }

    @Test
    void train_aRound_changesTheDecoderAlone() throws IOException {
        TrainedWeights taught = training(FOUR, new Notes()).train(trained, 1, folder.resolve("whole"));
        trained.arrays()
                .forEach((name, values) -> assertThat(
                                Arrays.equals(taught.arrays().get(name), values))
                        .as(name)
                        .isEqualTo(!name.startsWith("decoder.")));
    }

    @Test
    void train_roundThatIsThere_isTakenAsItIs() throws IOException {
        Path own = folder.resolve("twice");
        TrainedWeights once = training(FOUR, new Notes()).train(trained, 1, own);
        Notes notes = new Notes();
        TrainedWeights again = training(FOUR, notes).train(trained, 1, own);
        assertThat(notes.lines).containsExactly("resumed at step 4 of the decoder");
        assertThat(Arrays.equals(
                        again.arrays().get("decoder.conv4.kernel"),
                        once.arrays().get("decoder.conv4.kernel")))
                .isTrue();
    }

    @Test
    void train_otherSettingsThanTheCheckpoints_refused() throws IOException {
        Path own = folder.resolve("other");
        training(FOUR, new Notes()).train(trained, 1, own);
        PropertySettings five = new PropertySettings(1, 5, 2, 1e-3, 3, 40, 40);
        assertThatThrownBy(() -> training(five, new Notes()).train(trained, 1, own))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("other settings")
                .hasMessageContaining("5 steps of 2");
    }

    @Test
    void step_againAndAgainOnOneBatch_bringsThePropertyNearer() {
        try (DescriptorTable descriptors = new DescriptorTable(data);
                PropertyGraph graph = new PropertyGraph(SHAPE, trained.arrays(), 3, 1)) {
            int[] some = Arrays.copyOf(data.indices(Split.TRAIN), 4);
            PropertyGraph.Rows rows =
                    new PropertyBatches(graph, data, descriptors, SHAPE).rows(some, new SplittableRandom(1));
            double[] before = graph.loss(rows);
            for (int i = 1; i <= 25; i++) {
                graph.step(rows, 2e-3, i);
            }
            double[] after = graph.loss(rows);
            assertThat(after[0]).isLessThan(0.8 * before[0]);
        }
    }

    private static PropertyTraining training(PropertySettings settings, TrainingListener listener) {
        return new PropertyTraining(data, SHORT, settings, listener);
    }

    private static final class Notes implements TrainingListener {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void step(Stage stage, int step, int steps, double loss, double secondsLeft) {}

        @Override
        public void note(String line) {
            lines.add(line);
        }
    }
}
