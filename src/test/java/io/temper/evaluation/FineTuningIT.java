package io.temper.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temper.design.AnalyticMaterial;
import io.temper.design.Retrainer;
import io.temper.design.RetrainingTask;
import io.temper.generation.GaussianFilterGenerator;
import io.temper.generation.LabelTable;
import io.temper.generation.Sigma;
import io.temper.material.DesignTarget;
import io.temper.material.Microstructure;
import io.temper.material.Phases;
import io.temper.material.Property;
import io.temper.material.Stiffness;
import io.temper.material.StiffnessBounds;
import io.temper.vaereg.DjlVaeReg;
import io.temper.vaereg.ModelCard;
import io.temper.vaereg.VaeReg;
import io.temper.vaereg.network.NetworkShape;
import io.temper.vaereg.network.TrainedWeights;
import io.temper.vaereg.training.FineTuningSettings;
import io.temper.vaereg.training.InferenceAidsFactory;
import io.temper.vaereg.training.StyleSettings;
import io.temper.vaereg.training.TrainedModel;
import io.temper.vaereg.training.TrainingData;
import io.temper.vaereg.training.TrainingListener;
import io.temper.vaereg.training.TrainingSettings;
import io.temper.vaereg.training.VaeRegTrainer;
import io.temper.vaereg.versions.LabelledPoint;
import io.temper.vaereg.versions.ModelStore;
import io.temper.vaereg.versions.ModelVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real network at its real size, a few steps, on a parent that takes everything for too soft by a known factor. */
class FineTuningIT {
    private static final float TOO_SOFT = -1;
    private static final FineTuningSettings SHORT = new FineTuningSettings(4, 5e-4, 2, 4, 60, 1e-3, 10);
    private static final DesignTarget TARGET = DesignTarget.parse("C11=30");

    @TempDir
    static Path folder;

    private static Path labels;
    private static DjlVaeReg parent;

    @BeforeAll
    static void train() throws IOException {
        labels = folder.resolve("labels.csv");
        LabelTable table = SmallTable.write(labels, 5, 1);
        TrainingData data = TrainingData.of(table, List.of(Property.C11), 0);
        TrainingSettings short1 =
                new TrainingSettings(4, 1, 1, 1, 1, 1, 1, TrainingSettings.RECIPE.weights(), StyleSettings.DESCRIPTORS);
        TrainedWeights trained = new VaeRegTrainer(
                        data,
                        new NetworkShape(16, 1, 2, NetworkShape.Decoder.RANDOM_FIELD),
                        short1,
                        folder.resolve("training"),
                        new Quiet())
                .train();
        Map<String, float[]> weights = new LinkedHashMap<>(trained.arrays());
        weights.put("regressor.mean.bias", new float[] {TOO_SOFT});
        new TrainedModel(
                        new TrainedWeights(trained.shape(), weights, 1.0),
                        data,
                        new ModelCard.Notes(
                                Phases.PAPER, new InferenceAidsFactory(data).withoutModel(), Map.of("datasetSeed", 1)))
                .write(folder.resolve("parent"));
        parent = DjlVaeReg.load(folder.resolve("parent"));
    }

    @AfterAll
    static void close() {
        parent.close();
    }

    /** Fresh points whose labels are Hill's estimate times a factor that depends on their place from the end. */
    private static List<LabelledPoint> points(int count, IntToDoubleFunction factor) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    Microstructure m = new GaussianFilterGenerator(51, 51, 51)
                            .generate(new Sigma(1, 1, 3), 0.45 + 0.01 * i, 100 + i);
                    double hill = StiffnessBounds.of(Phases.PAPER, m.hardFraction())
                            .hill()
                            .require(Property.C11);
                    double[] column = {hill * factor.applyAsDouble(count - 1 - i), 1, 1, 0, 0, 0};
                    return new LabelledPoint(m, new Stiffness(Map.of(1, column)), LabelledPoint.SAMPLE);
                })
                .toList();
    }

    private static RetrainingTask task(VaeReg model, List<LabelledPoint> points) {
        ModelVersion given = new ModelVersion(ModelVersion.GIVEN, parent.card().sha256(), null, null, null, true);
        return new RetrainingTask("d1", TARGET, given, model, points, 3600, 9, line -> {});
    }

    @Test
    void retrain_labelsThatAgree_betterChildIsInTheStoreButNotCurrent() throws IOException {
        ModelStore store = new ModelStore(folder.resolve("good"));
        List<LabelledPoint> points = points(6, i -> 1);
        Retrainer.Outcome outcome = new FineTuning(store, labels, SHORT).retrain(task(parent, points));

        assertThat(outcome).isInstanceOf(Retrainer.Better.class);
        ModelVersion version = ((Retrainer.Better) outcome).version();
        assertThat(store.current()).isEqualTo(ModelVersion.BUNDLED);
        assertThat(store.version(version.name())).isEqualTo(version);
        assertThat(version.parentSha256()).isEqualTo(parent.card().sha256());
        assertThat(version.accepted()).isTrue();
        ModelVersion.Origin origin = java.util.Objects.requireNonNull(version.origin());
        assertThat(origin.points()).isEqualTo(6);
        origin.after()
                .forEach((figure, after) ->
                        assertThat(after).as(figure).isLessThan(origin.before().get(figure)));
        assertThat(store.points(version.name())).hasSize(6);
        HeldOut all = new HeldOut(
                TARGET,
                points,
                TrainingData.of(LabelTable.read(labels), List.of(Property.C11), 0)
                        .samples());
        try (VaeReg child = store.load(version.name()).model()) {
            assertThat(all.of(child).near()).isLessThan(all.of(parent).near());
        }
    }

    /** What is learnt from says stiffer, what is held out says softer. */
    @Test
    void retrain_labelsThatContradict_notBetterAndTheStoreIsAsItWas() throws IOException {
        ModelStore store = new ModelStore(folder.resolve("bad"));
        List<LabelledPoint> points = points(5, i -> i == 0 || i == 4 ? 0.1 : 2);
        Retrainer.Outcome outcome = new FineTuning(store, labels, SHORT).retrain(task(parent, points));

        assertThat(outcome).isInstanceOf(Retrainer.NotBetter.class);
        assertThat(((Retrainer.NotBetter) outcome).reason())
                .matches("mean \\|ln error\\| near the target \\S+ -> \\S+ on 2 points, MAPE elsewhere .*");
        assertThat(store.list()).extracting(ModelStore.Entry::name).containsExactly(ModelVersion.BUNDLED);
        assertThat(store.root()).doesNotExist();
    }

    @Test
    void retrain_fewPointsOrAlike_notBetterWithTheReason() throws IOException {
        ModelStore store = new ModelStore(folder.resolve("few"));
        List<LabelledPoint> points = new ArrayList<>(points(3, i -> 1));
        points.addAll(points(3, i -> 1)); // the same again
        Retrainer.Outcome outcome = new FineTuning(store, labels, SHORT).retrain(task(parent, points));
        assertThat(outcome)
                .isEqualTo(new Retrainer.NotBetter(
                        "of 6 new points 3 are whole, new and unlike each other: at least 4 are needed"));
    }

    @Test
    void retrain_anotherKindOfModel_refused() {
        FineTuning tuning = new FineTuning(new ModelStore(folder.resolve("kind")), labels);
        RetrainingTask task = task(new AnalyticMaterial.Model(), points(4, i -> 1));
        assertThatThrownBy(() -> tuning.retrain(task))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("only those that 'train' wrote");
    }

    private static final class Quiet implements TrainingListener {
        @Override
        public void step(TrainingSettings.Stage stage, int step, int steps, double loss, double secondsLeft) {}

        @Override
        public void note(String line) {}
    }
}
