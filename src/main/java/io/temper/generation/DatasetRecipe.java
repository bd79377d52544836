package io.temper.generation;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A dataset as its recipe: hard fractions uniform in 0.25..0.75, every seed derived from the dataset's seed, the filter
 * and the number within the filter, so that adding filters or samples leaves the others as they were.
 *
 * @param filters in the order of the samples; no filter twice
 * @param samplesPerFilter at least 1
 * @param seed of the dataset
 */
public record DatasetRecipe(List<Sigma> filters, int samplesPerFilter, long seed) {
    public static final double MIN_FRACTION = 0.25;
    public static final double MAX_FRACTION = 0.75;
    /** The paper's two plainly different morphologies: fibres along z and along x. */
    public static final List<Sigma> PAPER_FILTERS = List.of(new Sigma(1, 1, 7), new Sigma(7, 1, 1));
    /** All 64 with standard deviations of 1, 3, 5 and 7 voxels along each axis, z's changing fastest. */
    public static final List<Sigma> ALL_FILTERS = IntStream.range(0, 64)
            .mapToObj(i -> new Sigma(1 + 2 * (i / 16), 1 + 2 * (i / 4 % 4), 1 + 2 * (i % 4)))
            .toList();

    /** Ways to split the samples; each leaves another fifth of every filter for the test. */
    public static final int FOLDS = 5;

    private static final double TRAIN_SHARE = 0.6;
    private static final double VALIDATION_SHARE = 0.2;
    /** Keeps the shuffle's random numbers apart from the samples'. */
    private static final long SHUFFLE = -1;

    public DatasetRecipe {
        filters = List.copyOf(filters);
        if (filters.isEmpty() || filters.stream().distinct().count() != filters.size()) {
            throw new IllegalArgumentException("filters %s: give at least one, none of them twice".formatted(filters));
        }
        if (samplesPerFilter < 1) {
            throw new IllegalArgumentException(
                    "%d samples per filter: at least 1 is needed".formatted(samplesPerFilter));
        }
    }

    /** {@link #PAPER_FILTERS}, 150 samples each. */
    public static DatasetRecipe paperMorphologies(long seed) {
        return new DatasetRecipe(PAPER_FILTERS, 150, seed);
    }

    /** Number of samples. */
    public int size() {
        return filters.size() * samplesPerFilter;
    }

    /** All samples, filter by filter; each one's place is its index. */
    public List<Sample> samples() {
        return IntStream.range(0, size()).mapToObj(this::sample).toList();
    }

    private Sample sample(int index) {
        Sigma sigma = filters.get(index / samplesPerFilter);
        SplitMix64 random = random(sigma, index % samplesPerFilter);
        double fraction = MIN_FRACTION + (MAX_FRACTION - MIN_FRACTION) * random.nextDouble();
        return new Sample(index, sigma, fraction, random.nextLong());
    }

    /** A sample's number within its filter, 0..samplesPerFilter - 1. */
    public int numberInFilter(Sample sample) {
        return sample.index() % samplesPerFilter;
    }

    /** {@link #samples(Split, int)} of the first fold. */
    public List<Sample> samples(Split part) {
        return samples(part, 0);
    }

    /**
     * One part of the split 60/20/20 of base samples, which is made within every filter, at random from the dataset's
     * seed; in the order of {@link #samples()}.
     *
     * @param fold 0..{@link #FOLDS} - 1; a sample is tested on in one of them, or in two where a fifth is no whole number
     */
    public List<Sample> samples(Split part, int fold) {
        if (fold < 0 || fold >= FOLDS) {
            throw new IllegalArgumentException("fold %d: give 0 to %d".formatted(fold, FOLDS - 1));
        }
        Split[] splits = splits((int) Math.round((double) fold * samplesPerFilter / FOLDS));
        return samples().stream().filter(s -> splits[s.index()] == part).toList();
    }

    /** By index of the sample; {@code shift} turns the ranks that the shuffle gives. */
    private Split[] splits(int shift) {
        Split[] splits = new Split[size()];
        for (int f = 0; f < filters.size(); f++) {
            int[] order = shuffled(filters.get(f));
            for (int rank = 0; rank < samplesPerFilter; rank++) {
                splits[f * samplesPerFilter + order[rank]] = splitOf((rank + shift) % samplesPerFilter);
            }
        }
        return splits;
    }

    private Split splitOf(int rank) {
        if (rank < Math.round(TRAIN_SHARE * samplesPerFilter)) {
            return Split.TRAIN;
        }
        return rank < Math.round((TRAIN_SHARE + VALIDATION_SHARE) * samplesPerFilter) ? Split.VALIDATION : Split.TEST;
    }

    /** Fisher-Yates; numbers 0..samplesPerFilter - 1. */
    private int[] shuffled(Sigma sigma) {
        SplitMix64 random = random(sigma, SHUFFLE);
        int[] order = IntStream.range(0, samplesPerFilter).toArray();
        for (int i = order.length - 1; i > 0; i--) {
            int j = (int) (random.nextDouble() * (i + 1));
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        return order;
    }

    private SplitMix64 random(Sigma sigma, long number) {
        return new SplitMix64(SplitMix64.seed(
                seed,
                Double.doubleToLongBits(sigma.x()),
                Double.doubleToLongBits(sigma.y()),
                Double.doubleToLongBits(sigma.z()),
                number));
    }
}
