package io.temper.vaereg.training;

import io.temper.generation.Split;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * All that fine-tuning sees: samples' features, computed once. New samples are there in many views, old ones, of which there are
 * many, in one.
 *
 * @param learnt rows to learn from, those of new samples first
 * @param freshRows how many of them are new
 * @param watchedFresh new rows to watch; there may be none
 * @param watchedOld old rows to watch; there may be none
 */
record FineTuningSets(FeatureSet learnt, int freshRows, FeatureSet watchedFresh, FeatureSet watchedOld) {
    private static final int FRESH_VIEWS = 24;
    private static final int WATCHED_VIEWS = 8;

    /** @param freshCount how many samples of the data, the first ones, are new */
    static FineTuningSets of(FineTuningGraph graph, TrainingData data, int freshCount, DescriptorTable table) {
        int[] fresh = FeatureSet.repeated(indices(data, Split.TRAIN, 0, freshCount), FRESH_VIEWS);
        int[] old = indices(data, Split.TRAIN, freshCount, Integer.MAX_VALUE);
        int[] learnt =
                IntStream.concat(Arrays.stream(fresh), Arrays.stream(old)).toArray();
        int[] watchedFresh = FeatureSet.repeated(indices(data, Split.VALIDATION, 0, freshCount), WATCHED_VIEWS);
        int[] watchedOld = indices(data, Split.VALIDATION, freshCount, Integer.MAX_VALUE);
        return new FineTuningSets(
                FeatureSet.of(graph::trunk, data, table, learnt),
                fresh.length,
                FeatureSet.of(graph::trunk, data, table, watchedFresh),
                FeatureSet.of(graph::trunk, data, table, watchedOld));
    }

    private static int[] indices(TrainingData data, Split part, int from, int to) {
        return Arrays.stream(data.indices(part))
                .filter(i -> i >= from && i < to)
                .toArray();
    }

    /** Random rows to learn from, the first half of them new. */
    int[] draw(int count, RandomGenerator random) {
        return IntStream.range(0, count)
                .map(i -> i < count / 2 ? random.nextInt(freshRows) : random.nextInt(freshRows, learnt.n()))
                .toArray();
    }
}
