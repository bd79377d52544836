package io.temper.vaereg.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temper.generation.DatasetRecipe;
import io.temper.generation.Sample;
import io.temper.generation.Split;
import io.temper.material.Phases;
import io.temper.material.Property;
import io.temper.vaereg.DjlVaeReg;
import io.temper.vaereg.GaussianMixture;
import io.temper.vaereg.InferenceAids;
import io.temper.vaereg.ModelCard;
import io.temper.vaereg.network.Feeds;
import io.temper.vaereg.network.NetworkShape;
import io.temper.vaereg.network.TrainedWeights;
import io.temper.vaereg.training.TrainingSettings.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The real network at its real size, a few steps of each stage. */
class VaeRegTrainerIT {
    private static final NetworkShape SHAPE = new NetworkShape(16, 1, 2, NetworkShape.Decoder.RANDOM_FIELD);
    private static final TrainingSettings SHORT =
            new TrainingSettings(4, 1, 3, 3, 3, 5, 10, TrainingSettings.RECIPE.weights(), StyleSettings.DESCRIPTORS);

    private static final InferenceAids AIDS = new InferenceAids(
            List.of(),
            GaussianMixture.fit(new double[][] {{-1}, {0}, {1}}, 1, new SplittableRandom(1)),
            List.of(1.0),
            null,
            null);

    private static TrainingData data;
    private static Path whole;
    private static TrainedWeights undisturbed;

    @TempDir
    static Path folder;

    @BeforeAll
    static void train() throws IOException {
        data = data();
        whole = folder.resolve("whole");
        undisturbed = new VaeRegTrainer(data, SHAPE, SHORT, whole, new Quiet()).train();
    }

    private static TrainingData data() {
        DatasetRecipe recipe =
                new DatasetRecipe(DatasetRecipe.paperMorphologies(1).filters(), 6, 1);
        List<TrainingData.Sample> samples = new ArrayList<>();
        for (Split part : Split.values()) {
            for (Sample s : recipe.samples(part)) {
                // a label that the voxels decide: the mixture's mean modulus
                double value = 3 + 150 * s.fraction() * s.fraction();
                samples.add(new TrainingData.Sample(
                        () -> s.generate(NetworkShape.GRID), Map.of(Property.C11, value), part));
            }
        }
        return new TrainingData(List.of(Property.C11), samples);
    }

    @Test
    void train_interruptedInTheJointStage_endsWithTheSameWeights() throws IOException {
        Path cut = folder.resolve("cut");
        TrainingListener kill = new Quiet() {
            @Override
            public void step(Stage stage, int step, int steps, double loss, double secondsLeft) {
                if (stage == Stage.JOINT && step == 2) {
                    throw new IllegalStateException("killed");
                }
            }
        };
        assertThatThrownBy(() -> new VaeRegTrainer(data, SHAPE, SHORT, cut, kill).train())
                .hasMessage("killed");
        List<String> notes = new ArrayList<>();
        TrainedWeights resumed = new VaeRegTrainer(data, SHAPE, SHORT, cut, new Quiet() {
                    @Override
                    public void note(String line) {
                        notes.add(line);
                    }
                })
                .train();
        assertThat(notes).first().asString().contains("resumed at step 0 of stage JOINT");
        assertThat(resumed.validationLoss()).isEqualTo(undisturbed.validationLoss());
        // AssertJ's own comparison of arrays takes minutes at millions of weights
        undisturbed
                .arrays()
                .forEach((name, values) -> assertThat(
                                Arrays.equals(resumed.arrays().get(name), values))
                        .as(name)
                        .isTrue());
    }

    @Test
    void train_otherFoldThanTheCheckpoints_refused() {
        TrainingData other = TrainingData.like(cardOfFold(1), data.samples());
        assertThatThrownBy(() -> new VaeRegTrainer(other, SHAPE, SHORT, whole, new Quiet()).train())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("fold 0")
                .hasMessageContaining("fold 1");
    }

    private ModelCard cardOfFold(int fold) {
        List<Double> one = List.of(1.0);
        return new ModelCard(
                data.properties(), 51, 16, 4, Phases.PAPER, one, one, one, one, "00", Map.of("fold", fold));
    }

    @Test
    void train_otherSettingsThanTheCheckpoints_refused() {
        assertThatThrownBy(() -> new VaeRegTrainer(data, SHAPE, SHORT.withSeed(5), whole, new Quiet()).train())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("other settings")
                .hasMessageContaining("seed=5");
    }

    @Test
    void train_withoutRegression_noPropertyReachesThePrior() throws IOException {
        TrainingSettings plain = SHORT.withWeights(new TrainingSettings.Weights(0, 1, 0.003, 0.3, 0.1));
        Map<String, float[]> before;
        try (DescriptorTable table = new DescriptorTable(data);
                TrainingGraph start = new TrainingGraph(SHAPE, plain, table.scale(data.indices(Split.TRAIN)))) {
            before = start.parameters.values(start.session, "encoder.");
        }
        Map<String, float[]> after = new VaeRegTrainer(data, SHAPE, plain, folder.resolve("plain"), new Quiet())
                .train()
                .arrays();
        assertThat(Arrays.equals(after.get("encoder.c_mean.kernel"), before.get("encoder.c_mean.kernel")))
                .isTrue();
        assertThat(Arrays.equals(after.get("encoder.z_mean.kernel"), before.get("encoder.z_mean.kernel")))
                .isFalse();
    }

    @Test
    void train_learningCurve_hasARowPerEpoch() throws IOException {
        List<String> lines = Files.readAllLines(whole.resolve("learning-curve.csv"));
        assertThat(lines.get(0)).startsWith("stage,step,training,total,regression,style,kl");
        assertThat(lines).hasSizeGreaterThanOrEqualTo(4).anyMatch(l -> l.startsWith("joint,3,"));
    }

    @ParameterizedTest
    @EnumSource
    void export_loadedAgain_decodesAsTheTrainedNetwork(NetworkShape.Decoder decoder) throws IOException {
        NetworkShape shape = new NetworkShape(16, 1, 2, decoder);
        Path own = decoder == SHAPE.decoder() ? whole : folder.resolve(decoder.name());
        TrainedWeights trained = new VaeRegTrainer(data, shape, SHORT, own, new Quiet()).train();
        Path model = folder.resolve("model-" + decoder);
        ModelCard card = new TrainedModel(trained, data, new ModelCard.Notes(Phases.PAPER, AIDS, Map.of("seed", "4")))
                .write(model);
        try (DjlVaeReg loaded = DjlVaeReg.load(model)) {
            assertThat(loaded.card()).isEqualTo(card);
            assertThat(loaded.weights().shape()).isEqualTo(shape);
            double[] z = new double[16];
            z[3] = 1.5;
            float[] half = loaded.decode(List.of(z)).get(0).logits();
            float[] single = decodeInSinglePrecision(trained, z);
            double worst = 0;
            double scale = 0;
            for (int i = 0; i < half.length; i++) {
                worst = Math.max(worst, Math.abs(half[i] - single[i]));
                scale = Math.max(scale, Math.abs(single[i]));
            }
            assertThat(worst / scale).isLessThan(5e-3); // half precision has 11 bits
        }
        assertThat(Files.size(model.resolve("variables/variables.data-00000-of-00001")))
                .isLessThan(25L << 20);
    }

    private static float[] decodeInSinglePrecision(TrainedWeights trained, double[] z) {
        try (DescriptorTable table = new DescriptorTable(data);
                TrainingGraph graph =
                        new TrainingGraph(trained.shape(), SHORT, table.scale(data.indices(Split.TRAIN)))) {
            Map<String, float[]> weights = new HashMap<>(trained.arrays());
            weights.keySet().removeIf(name -> name.startsWith("regressor.")); // a graph of its own
            graph.parameters.assign(graph.session, weights);
            float[] mean = new float[z.length];
            for (int i = 0; i < z.length; i++) {
                mean[i] = (float) z[i];
            }
            // z is the mean where the noise is zero
            try (Feeds feeds = new Feeds(graph.session)) {
                return feeds.feed(graph.encoding.zMean(), mean, 1, 16)
                        .feed(graph.encoding.zLogVar(), new float[16], 1, 16)
                        .feed(graph.noise, new float[16], 1, 16)
                        .fetch(graph.logits)
                        .run()[0];
            }
        }
    }

    @Test
    void load_changedWeights_saysCorrupt() throws IOException {
        Path model = folder.resolve("damaged");
        new TrainedModel(undisturbed, data, new ModelCard.Notes(Phases.PAPER, AIDS, Map.of())).write(model);
        Path weights = model.resolve("variables/variables.data-00000-of-00001");
        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length / 2] ^= 1;
        Files.write(weights, bytes);
        assertThatThrownBy(() -> DjlVaeReg.load(model))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("corrupt");
    }

    @Test
    void load_cardLacksAField_saysWhich() throws IOException {
        Path model = folder.resolve("halfcard");
        new TrainedModel(undisturbed, data, new ModelCard.Notes(Phases.PAPER, AIDS, Map.of())).write(model);
        Path card = model.resolve("card.json");
        Files.writeString(card, Files.readString(card).replaceAll("\"logMean\" : \\[[^]]*],", ""));
        assertThatThrownBy(() -> DjlVaeReg.load(model))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("card.json is damaged")
                .hasMessageContaining("logMean is missing");
    }

    @Test
    void modeFit_moreModes_notWorseOnItsOwnSamples() throws IOException {
        double one = ModeFit.of(undisturbed, whole, 1, SHORT).trainingKl();
        ModeFit four = ModeFit.of(undisturbed, whole, 4, SHORT.scaled(60));
        assertThat(four.weights().shape().modes()).isEqualTo(4);
        assertThat(four.trainingKl()).isLessThan(one);
    }

    @Test
    void load_emptyFolder_saysWhatIsMissing() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThatThrownBy(() -> DjlVaeReg.load(empty))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("lacks saved_model.pb");
    }

    private static class Quiet implements TrainingListener {
        @Override
        public void step(Stage stage, int step, int steps, double loss, double secondsLeft) {}

        @Override
        public void note(String line) {}
    }
}
