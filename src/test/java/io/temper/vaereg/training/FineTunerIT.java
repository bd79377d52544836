package io.temper.vaereg.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temper.generation.DatasetRecipe;
import io.temper.generation.Sample;
import io.temper.generation.Split;
import io.temper.material.Microstructure;
import io.temper.material.Phases;
import io.temper.material.Property;
import io.temper.vaereg.DjlVaeReg;
import io.temper.vaereg.GaussianMixture;
import io.temper.vaereg.InferenceAids;
import io.temper.vaereg.ModelCard;
import io.temper.vaereg.Prediction;
import io.temper.vaereg.VaeReg;
import io.temper.vaereg.device.TensorFlowRuntime;
import io.temper.vaereg.network.Descriptors;
import io.temper.vaereg.network.NetworkShape;
import io.temper.vaereg.network.Parameters;
import io.temper.vaereg.network.TrainedWeights;
import io.temper.vaereg.network.VaeRegNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** The real network at its real size, a few steps from weights that have learnt nothing. */
class FineTunerIT {
    private static final NetworkShape SHAPE = new NetworkShape(16, 1, 2, NetworkShape.Decoder.RANDOM_FIELD);
    private static final FineTuningSettings SHORT = new FineTuningSettings(6, 5e-4, 3, 4, 60, 1e-3, 10);
    private static final double HOUR = 3600;
    /** What the new points' labels are, as a multiple of what the parent takes everything for. */
    private static final double STIFFER = 1.8;

    @TempDir
    static Path folder;

    private static Map<String, float[]> written;
    private static DjlVaeReg parent;
    private static List<TrainingData.Sample> old;

    @BeforeAll
    static void parent() throws IOException {
        old = samples(DatasetRecipe.paperMorphologies(1), 4, 1);
        TrainingData data = new TrainingData(List.of(Property.C11), old);
        written = untrained(data);
        InferenceAids aids = new InferenceAids(
                List.of(),
                GaussianMixture.fit(new double[][] {{-1}, {0}, {1}}, 1, new SplittableRandom(1)),
                List.of(1.0),
                null,
                null);
        new TrainedModel(
                        new TrainedWeights(SHAPE, written, 1.0),
                        data,
                        new ModelCard.Notes(Phases.PAPER, aids, Map.of("datasetSeed", 1)))
                .write(folder.resolve("parent"));
        parent = DjlVaeReg.load(folder.resolve("parent"));
    }

    @AfterAll
    static void close() {
        parent.close();
    }

    private static Map<String, float[]> untrained(TrainingData data) {
        TensorFlowRuntime.prepareTraining();
        try (Graph graph = new Graph();
                DescriptorTable table = new DescriptorTable(data)) {
            Ops tf = Ops.create(graph);
            Parameters parameters = new Parameters(tf, Parameters.Precision.SINGLE, new SplittableRandom(5));
            VaeRegNetwork network = new VaeRegNetwork(tf, parameters, SHAPE, new SplittableRandom(5));
            var x = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(1, 51, 51, 51)));
            var flat = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(1, Descriptors.COUNT)));
            VaeRegNetwork.Encoding encoding = network.encode(x);
            network.predict(encoding.trunk(), flat);
            network.generate(tf.constant(new float[][] {{0}}));
            network.decode(encoding.zMean());
            Map<String, float[]> weights = parameters.initialValues();
            TrainingGraph.DescriptorScale scale = table.scale(data.indices(Split.TRAIN));
            weights.put("regressor.descriptor_mean", scale.mean());
            weights.put("regressor.descriptor_deviation", scale.deviation());
            return weights;
        }
    }

    /** Samples of all parts, labelled by their hard fraction. */
    private static List<TrainingData.Sample> samples(DatasetRecipe like, int perFilter, double factor) {
        DatasetRecipe recipe = new DatasetRecipe(like.filters(), perFilter, like.seed());
        List<TrainingData.Sample> samples = new ArrayList<>();
        for (Split part : Split.values()) {
            for (Sample s : recipe.samples(part)) {
                double value = factor * (3 + 150 * s.fraction() * s.fraction());
                samples.add(new TrainingData.Sample(
                        () -> s.generate(NetworkShape.GRID), Map.of(Property.C11, value), part));
            }
        }
        return samples;
    }

    /** Four new points, the last one to be watched, all of one label. */
    private static List<TrainingData.Sample> fresh() {
        double label = STIFFER * Math.exp(parent.card().logMean().get(0));
        return DatasetRecipe.paperMorphologies(77).samples().stream()
                .limit(4)
                .map(s -> new TrainingData.Sample(
                        () -> s.generate(NetworkShape.GRID),
                        Map.of(Property.C11, label),
                        s.index() == 3 ? Split.VALIDATION : Split.TRAIN))
                .toList();
    }

    private static double lnError(VaeReg model, List<TrainingData.Sample> samples) {
        List<Microstructure> x =
                samples.stream().map(TrainingData.Sample::microstructure).toList();
        List<Prediction> predictions = model.predict(x);
        return IntStream.range(0, x.size())
                .mapToDouble(i -> Math.abs(Math.log(
                        predictions.get(i).mean(Property.C11) / samples.get(i).value(Property.C11))))
                .average()
                .orElseThrow();
    }

    @Test
    void weights_readBack_areTheWrittenOnesToHalfPrecision() throws IOException {
        Map<String, float[]> read = parent.weights().arrays();
        assertThat(read.keySet()).isEqualTo(written.keySet());
        written.forEach((name, w) -> {
            float[] r = read.get(name);
            assertThat(r).as(name).hasSameSizeAs(w);
            for (int i = 0; i < w.length; i++) {
                // half precision: 11 bits, smallest step 2^-24
                double allowed = Math.max(Math.abs(w[i]) * 0x1p-11, 0x1p-25);
                if (Math.abs(r[i] - w[i]) > allowed) {
                    assertThat(r[i]).as("%s[%d]", name, i).isEqualTo(w[i]);
                }
            }
        });
    }

    @Test
    void tune_newLabelsAreHigher_predictionsOfNewPointsMoveTowardsThem() throws IOException {
        List<TrainingData.Sample> fresh = fresh();
        List<String> progress = new ArrayList<>();
        FineTunedModel child = new FineTuner(parent, fresh, old, SHORT, 3).tune(HOUR, progress::add);
        ModelCard card = child.write(folder.resolve("child"));

        try (DjlVaeReg model = DjlVaeReg.load(folder.resolve("child"))) {
            assertThat(lnError(model, fresh)).isLessThan(0.8 * lnError(parent, fresh));
        }
        assertThat(progress).hasSize(4).first().asString().startsWith("step 3 of 6: loss on watched new samples");
        ModelCard before = parent.card();
        assertThat(card.logMean()).isEqualTo(before.logMean());
        assertThat(card.logDeviation()).isEqualTo(before.logDeviation());
        assertThat(card.modes()).isEqualTo(2);
        assertThat(card.sha256()).isNotEqualTo(before.sha256());
        assertThat(card.training()).containsEntry("datasetSeed", 1).containsKey("fineTuned");
        assertThat(parent.weights().arrays()).as("the parent is as it was").hasSameSizeAs(written);
        assertThat(lnError(parent, fresh)).isCloseTo(Math.log(STIFFER), org.assertj.core.data.Offset.offset(0.2));
    }

    @Test
    void tune_sameSeed_sameWeights() throws IOException {
        FineTuningSettings two = new FineTuningSettings(2, 5e-4, 1, 4, 10, 1e-3, 10);
        Map<String, float[]> first = new FineTuner(parent, fresh(), old, two, 8)
                .tune(HOUR, line -> {})
                .weights()
                .arrays();
        Map<String, float[]> second = new FineTuner(parent, fresh(), old, two, 8)
                .tune(HOUR, line -> {})
                .weights()
                .arrays();
        first.forEach((name, w) ->
                assertThat(Arrays.equals(w, second.get(name))).as(name).isTrue());
        assertThat(Arrays.equals(
                        first.get("regressor.mean.bias"),
                        parent.weights().arrays().get("regressor.mean.bias")))
                .as("something was learnt")
                .isFalse();
    }

    @Test
    void tune_hardlyAnyTime_asksForMore() {
        FineTuner tuner = new FineTuner(parent, fresh(), old, FineTuningSettings.DEFAULT, 3);
        assertThatThrownBy(() -> tuner.tune(1e-3, line -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("time was up before fine-tuning could start");
    }

    @Test
    void new_nothingNewToLearnFrom_refused() {
        assertThatThrownBy(() -> new FineTuner(parent, List.of(), old, SHORT, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none of 0 new samples");
    }

    @Test
    void weights_modelReplacedMeanwhile_refused() throws IOException {
        Path place = folder.resolve("replaced");
        TrainingData data = new TrainingData(List.of(Property.C11), old);
        ModelCard.Notes notes = new ModelCard.Notes(Phases.PAPER, parent.aids(), Map.of());
        new TrainedModel(new TrainedWeights(SHAPE, written, 1.0), data, notes).write(place);
        try (DjlVaeReg model = DjlVaeReg.load(place)) {
            Map<String, float[]> other = new java.util.LinkedHashMap<>(written);
            other.put("regressor.mean.bias", new float[] {0.5f});
            new TrainedModel(new TrainedWeights(SHAPE, other, 1.0), data, notes).write(place);
            assertThatThrownBy(model::weights).isInstanceOf(IOException.class).hasMessageContaining("was replaced");
        }
    }
}
