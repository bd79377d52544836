package io.temper.evaluation;

import io.temper.design.Retrainer;
import io.temper.design.RetrainingTask;
import io.temper.evaluation.HeldOut.Figures;
import io.temper.generation.Split;
import io.temper.material.Property;
import io.temper.vaereg.DjlVaeReg;
import io.temper.vaereg.training.FineTunedModel;
import io.temper.vaereg.training.FineTuner;
import io.temper.vaereg.training.FineTuningSettings;
import io.temper.vaereg.training.TrainingData;
import io.temper.vaereg.versions.LabelledPoint;
import io.temper.vaereg.versions.ModelStore;
import io.temper.vaereg.versions.ModelVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Fine-tunes a model near a design's target and keeps the child in the store, if it is better.
 *
 * <p>The rule: on new points that neither has learnt from, the mean |ln error| of the wanted components is smaller; and on
 * samples of the validation part the MAPE, mean over all properties, is at most 5 % larger than the parent's, relatively.
 * The figures are of the models as they are kept, in half precision.
 */
public final class FineTuning implements Retrainer {
    /** Of the time, what training may take: the rest is for judging, and for the new candidates. */
    private static final double TRAINING_SHARE = 0.6;

    private final ModelStore store;
    private final Path labels;
    private final FineTuningSettings settings;

    /**
     * @param store where the child goes
     * @param labels table that the models were trained on; read when it is needed
     */
    public FineTuning(ModelStore store, Path labels) {
        this(store, labels, FineTuningSettings.DEFAULT);
    }

    FineTuning(ModelStore store, Path labels, FineTuningSettings settings) {
        this.store = store;
        this.labels = labels;
        this.settings = settings;
    }

    @Override
    public Outcome retrain(RetrainingTask task) throws IOException {
        long start = System.nanoTime();
        if (!(task.model() instanceof DjlVaeReg parent)) {
            throw new IllegalArgumentException("a model of %s cannot be fine-tuned: only those that 'train' wrote can"
                    .formatted(task.model().getClass().getSimpleName()));
        }
        List<Property> properties = parent.card().properties();
        List<LabelledPoint> earlier = store.points(task.parent().name());
        PointGroups groups = PointGroups.of(whole(task.points(), properties, earlier));
        if (groups.count() < PointGroups.FEWEST) {
            return new NotBetter("of %d new points %d are whole, new and unlike each other: at least %d are needed"
                    .formatted(task.points().size(), groups.count(), PointGroups.FEWEST));
        }
        Map<Split, List<LabelledPoint>> parts = groups.split();
        OriginalData original = OriginalData.draw(labels, parent.card(), task.seed());
        HeldOut heldOut = new HeldOut(task.target(), points(parts, Split.TEST), original.rest());
        Figures before = heldOut.of(parent);
        List<TrainingData.Sample> old = new ArrayList<>(original.known());
        old.addAll(samples(whole(earlier, properties, List.of()), Split.TRAIN));
        double seconds = TRAINING_SHARE * task.seconds() - (System.nanoTime() - start) * 1e-9;
        FineTunedModel child =
                new FineTuner(parent, fresh(parts), old, settings, task.seed()).tune(seconds, task.progress());
        Figures after = judge(child, heldOut);
        if (!after.isBetterThan(before)) {
            return new NotBetter(comparison(heldOut, before, after));
        }
        ModelVersion.Origin origin = task.origin(before.byName(), after.byName());
        return new Better(store.add(new ModelStore.Draft(task.parent(), origin, true, task.points()), child::write));
    }

    /** The points that know all properties and are like none of some others. */
    private static List<LabelledPoint> whole(
            List<LabelledPoint> points, List<Property> properties, List<LabelledPoint> others) {
        return points.stream()
                .filter(p -> p.knows(properties))
                .filter(p -> others.stream().noneMatch(o -> PointGroups.areAlike(p, o)))
                .toList();
    }

    private static List<LabelledPoint> points(Map<Split, List<LabelledPoint>> parts, Split part) {
        return parts.getOrDefault(part, List.of());
    }

    /** The new points to learn from, and those to watch. */
    private static List<TrainingData.Sample> fresh(Map<Split, List<LabelledPoint>> parts) {
        return Stream.of(Split.TRAIN, Split.VALIDATION)
                .flatMap(part -> samples(points(parts, part), part).stream())
                .toList();
    }

    private static List<TrainingData.Sample> samples(List<LabelledPoint> points, Split part) {
        return points.stream()
                .map(p -> new TrainingData.Sample(p::microstructure, labels(p), part))
                .toList();
    }

    /** All that is known of a point, so that it can be seen through as many symmetries as possible. */
    private static Map<Property, Double> labels(LabelledPoint point) {
        Map<Property, Double> labels = new EnumMap<>(Property.class);
        for (Property p : Property.values()) {
            point.stiffness().get(p).ifPresent(value -> labels.put(p, value));
        }
        return labels;
    }

    /** The child's figures, as it is when it is written and loaded again. */
    private static Figures judge(FineTunedModel child, HeldOut heldOut) throws IOException {
        Path folder = Files.createTempDirectory("temper-fine-tuned");
        try {
            child.write(folder.resolve("model"));
            try (DjlVaeReg model = DjlVaeReg.load(folder.resolve("model"))) {
                return heldOut.of(model);
            }
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static String comparison(HeldOut heldOut, Figures before, Figures after) {
        return String.format(
                Locale.ROOT,
                "mean |ln error| near the target %.4f -> %.4f on %d points, MAPE elsewhere %.4f -> %.4f on %d samples",
                before.near(),
                after.near(),
                heldOut.near().size(),
                before.rest(),
                after.rest(),
                heldOut.rest().size());
    }
}
