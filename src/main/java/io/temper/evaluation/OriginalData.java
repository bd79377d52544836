package io.temper.evaluation;

import io.temper.generation.LabelTable;
import io.temper.generation.Split;
import io.temper.vaereg.ModelCard;
import io.temper.vaereg.training.TrainingData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Of the data that a model was trained on, as much as fine-tuning needs. The test part is left alone.
 *
 * @param known drawn from the training part, then others from the validation part, which are only watched
 * @param rest others of the validation part, to judge by
 */
record OriginalData(List<TrainingData.Sample> known, List<TrainingData.Sample> rest) {
    private static final int LEARNT = 600;
    private static final int WATCHED = 100;
    private static final int JUDGED = 100;

    /**
     * Draws from a label table.
     *
     * @throws IOException if it cannot be read, or is not what the model was trained on
     */
    static OriginalData draw(Path labels, ModelCard card, long seed) throws IOException {
        LabelTable table = LabelTable.read(labels);
        check(table, card);
        TrainingData data = TrainingData.of(table, card.properties(), card.fold());
        RandomGenerator random = new SplittableRandom(seed);
        List<TrainingData.Sample> known = new ArrayList<>(drawn(data.samples(Split.TRAIN), LEARNT, random));
        List<TrainingData.Sample> others = data.samples(Split.VALIDATION);
        if (others.size() < 2) {
            throw new IOException("label table %s has %d samples in its validation part: at least 2 are needed"
                    .formatted(labels, others.size()));
        }
        int watched = Math.min(WATCHED, others.size() / 2);
        others = drawn(others, watched + JUDGED, random);
        known.addAll(others.subList(0, watched));
        return new OriginalData(known, others.subList(watched, others.size()));
    }

    /** The first of a random order, each once. */
    private static List<TrainingData.Sample> drawn(List<TrainingData.Sample> all, int count, RandomGenerator random) {
        List<TrainingData.Sample> left = new ArrayList<>(all);
        List<TrainingData.Sample> drawn = new ArrayList<>();
        while (drawn.size() < count && !left.isEmpty()) {
            int i = random.nextInt(left.size());
            drawn.add(left.set(i, left.get(left.size() - 1)));
            left.remove(left.size() - 1);
        }
        return drawn;
    }

    private static void check(LabelTable table, ModelCard card) throws IOException {
        LabelTable.Header header = table.header();
        if (!header.properties().containsAll(card.properties())
                || header.size() != card.size()
                || !header.phases().equals(card.phases())) {
            throw new IOException(
                    "label table %s holds %s of %d^3 voxels of %s, the model was trained for %s, %d^3, %s: give its own table"
                            .formatted(
                                    table.file(),
                                    header.properties(),
                                    header.size(),
                                    header.phases(),
                                    card.properties(),
                                    card.size(),
                                    card.phases()));
        }
        Map<String, Object> recipe = Map.of(
                "datasetSeed", header.recipe().seed(),
                "samplesPerFilter", header.recipe().samplesPerFilter(),
                "filters", header.recipe().filters());
        for (var entry : recipe.entrySet()) {
            Object own = card.training().get(entry.getKey());
            // numbers and lists come back from JSON as other types than they went in
            if (own != null && !own.toString().equals(entry.getValue().toString())) {
                throw new IOException("label table %s has %s %s, the model was trained on %s: give its own table"
                        .formatted(table.file(), entry.getKey(), entry.getValue(), own));
            }
        }
    }
}
