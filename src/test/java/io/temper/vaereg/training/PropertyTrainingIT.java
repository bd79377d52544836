package io.temper.vaereg.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temper.generation.DatasetRecipe;
import io.temper.generation.Sample;
import io.temper.generation.Split;
import io.temper.material.Phases;
import io.temper.material.Property;
import io.temper.vaereg.ModelCard;
import io.temper.vaereg.network.NetworkShape;
import io.temper.vaereg.network.TrainedWeights;
import io.temper.vaereg.training.TrainingSettings.Stage;
import java.io.IOException;
import java.nio.file.Files;
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
    private static final NetworkShape SHAPE = new NetworkShape(16, 1, 2, NetworkShape.Decoder.RANDOM_FIELD);
    private static final TrainingSettings SHORT =
            new TrainingSettings(4, 1, 3, 3, 3, 5, 10, TrainingSettings.RECIPE.weights(), StyleSettings.DESCRIPTORS);

    private static final PropertySettings FOUR = new PropertySettings(1, 4, 2, 1e-3, 3, 40, 40, 40, 40);

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
                        again.arrays().get("decoder.sigma.kernel"),
                        once.arrays().get("decoder.sigma.kernel")))
                .isTrue();
    }

    @Test
    void train_otherSettingsThanTheCheckpoints_refused() throws IOException {
        Path own = folder.resolve("other");
        training(FOUR, new Notes()).train(trained, 1, own);
        PropertySettings five = new PropertySettings(1, 5, 2, 1e-3, 3, 40, 40, 40, 40);
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

    @Test
    void start_modelOfTheTraining_itsWeightsInHalfPrecisionAndTheFeaturesThatTheTrainingKept() throws IOException {
        Path own = folder.resolve("more");
        TrainedWeights start = StartModel.load(model("model"), data, own);
        trained.exported()
                .forEach((name, values) -> assertThat(worst(start.arrays().get(name), values))
                        .as(name)
                        .isLessThan(1e-3)); // half precision has 11 bits
        FeatureSet kept = FeatureParts.read(folder.resolve("seed")).training();
        FeatureSet again = FeatureParts.read(own).training();
        assertThat(Arrays.equals(again.c(), kept.c())).isTrue();
        assertThat(Arrays.equals(again.descriptors(), kept.descriptors())).isTrue();
        assertThat(worst(again.trunk(), kept.trunk())).isLessThan(5e-3);
        TrainedWeights taught = training(FOUR, new Notes()).train(start, 1, own.resolve("round-1"));
        assertThat(Arrays.equals(
                        taught.arrays().get("decoder.sigma.kernel"),
                        start.arrays().get("decoder.sigma.kernel")))
                .isFalse();
    }

    /** Largest difference, relative to the largest value. */
    private static double worst(float[] found, float[] wanted) {
        double scale = 1e-3;
        double worst = 0;
        for (int i = 0; i < wanted.length; i++) {
            scale = Math.max(scale, Math.abs(wanted[i]));
            worst = Math.max(worst, Math.abs(found[i] - wanted[i]));
        }
        return worst / scale;
    }

    @Test
    void start_folderOfAnotherModel_refused() throws IOException {
        Path own = Files.createDirectory(folder.resolve("taken"));
        Files.writeString(own.resolve("start.sha256"), "0123");
        assertThatThrownBy(() -> StartModel.load(model("model-2"), data, own))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("goes on with the model 0123")
                .hasMessageContaining("another folder");
    }

    @Test
    void start_otherLabels_refused() throws IOException {
        List<TrainingData.Sample> doubled = data.samples().stream()
                .map(s -> new TrainingData.Sample(
                        s::microstructure, Map.of(Property.C11, 2 * s.value(Property.C11)), s.part()))
                .toList();
        Path own = folder.resolve("doubled");
        Path model = model("model-3");
        assertThatThrownBy(() -> StartModel.load(model, new TrainingData(List.of(Property.C11), doubled), own))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("trained on other labels")
                .hasMessageContaining("give its label table");
        assertThat(own).doesNotExist();
    }

    private static Path model(String name) throws IOException {
        Path model = folder.resolve(name);
        new TrainedModel(
                        trained,
                        data,
                        new ModelCard.Notes(Phases.PAPER, new InferenceAidsFactory(data).withoutModel(), Map.of()))
                .write(model);
        return model;
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
