package io.temper.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.temper.material.Microstructure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatasetRecipeTest {
    private static final Sigma Z = new Sigma(1, 1, 7);
    private static final Sigma X = new Sigma(7, 1, 1);

    private final DatasetRecipe recipe = DatasetRecipe.paperMorphologies(1);

    @Test
    void samples_paperMorphologies_are150Each() {
        List<Sample> samples = recipe.samples();

        assertThat(samples).hasSize(300);
        assertThat(samples.subList(0, 150)).allMatch(s -> s.sigma().equals(Z));
        assertThat(samples.subList(150, 300)).allMatch(s -> s.sigma().equals(X));
        assertThat(samples).extracting(Sample::seed).doesNotHaveDuplicates();
        assertThat(samples).extracting(Sample::index).isSorted().startsWith(0).endsWith(299);
    }

    @Test
    void samples_fractions_areUniformBetweenAQuarterAndThree() {
        double[] f = new DatasetRecipe(List.of(Z), 10_000, 5)
                .samples().stream().mapToDouble(Sample::fraction).sorted().toArray();

        for (int i = 0; i < f.length; i++) {
            // Kolmogorov-Smirnov: 1.63 / sqrt(n) is passed by chance once in a hundred, and the seed is fixed
            assertThat((f[i] - 0.25) / 0.5).isCloseTo((double) i / f.length, within(0.0163));
        }
    }

    @Test
    void samples_sameSeedTwice_areTheSameAndOtherSeedsAreNot() {
        assertThat(DatasetRecipe.paperMorphologies(1).samples()).isEqualTo(recipe.samples());
        assertThat(DatasetRecipe.paperMorphologies(2).samples())
                .extracting(Sample::seed)
                .doesNotContainAnyElementsOf(
                        recipe.samples().stream().map(Sample::seed).toList());
    }

    /** Labels cost solver time: a grown dataset keeps those it has. */
    @Test
    void samples_moreFiltersAndSamples_leaveTheOthersAsTheyWere() {
        DatasetRecipe grown = new DatasetRecipe(List.of(new Sigma(3, 3, 3), X, Z), 200, 1);

        for (int i = 0; i < 150; i++) {
            Sample was = recipe.samples().get(i);
            Sample is = grown.samples().get(400 + i);
            assertThat(is).isEqualTo(new Sample(400 + i, was.sigma(), was.fraction(), was.seed()));
        }
    }

    @Test
    void allFilters_are64WithZFastest() {
        assertThat(DatasetRecipe.ALL_FILTERS)
                .hasSize(64)
                .doesNotHaveDuplicates()
                .startsWith(new Sigma(1, 1, 1), new Sigma(1, 1, 3), new Sigma(1, 1, 5), new Sigma(1, 1, 7))
                .contains(new Sigma(1, 3, 1), Z, X)
                .endsWith(new Sigma(7, 7, 7));
        assertThat(DatasetRecipe.ALL_FILTERS.get(4)).isEqualTo(new Sigma(1, 3, 1));
    }

    /** Rows of the stored labels of the whole dataset: if the recipe gives other samples, the labels are of other voxels. */
    @Test
    void samples_wholeDataset_areThoseThatWereLabelled() {
        List<Sample> samples = new DatasetRecipe(DatasetRecipe.ALL_FILTERS, 139, 1).samples();

        assertThat(samples.get(0))
                .isEqualTo(new Sample(0, new Sigma(1, 1, 1), 0.7080721743103573, 8785938489683282634L));
        assertThat(samples.get(139))
                .isEqualTo(new Sample(139, new Sigma(1, 1, 3), 0.6091731851434522, 3327012587851197578L));
        assertThat(samples.get(278))
                .isEqualTo(new Sample(278, new Sigma(1, 1, 5), 0.5208370362597843, 1380133958375954294L));
    }

    @Test
    void split_everyFilter_is60To20To20() {
        for (Sigma sigma : List.of(Z, X)) {
            assertThat(count(Split.TRAIN, sigma)).isEqualTo(90);
            assertThat(count(Split.VALIDATION, sigma)).isEqualTo(30);
            assertThat(count(Split.TEST, sigma)).isEqualTo(30);
        }
    }

    private long count(Split split, Sigma sigma) {
        return recipe.samples(split).stream()
                .filter(s -> s.sigma().equals(sigma))
                .count();
    }

    @Test
    void split_parts_areDisjointAndCompleteAndShuffled() {
        List<Sample> all = new ArrayList<>();
        for (Split split : Split.values()) {
            all.addAll(recipe.samples(split));
        }

        assertThat(all).containsExactlyInAnyOrderElementsOf(recipe.samples());
        assertThat(recipe.samples(Split.TRAIN)).isNotEqualTo(recipe.samples().subList(0, 180));
        assertThat(recipe.samples(Split.TEST))
                .isEqualTo(DatasetRecipe.paperMorphologies(1).samples(Split.TEST));
    }

    @Test
    void samples_folds_testEverySampleOnceAndTrainOnNoneOfThem() {
        List<Sample> tested = new ArrayList<>();
        for (int fold = 0; fold < DatasetRecipe.FOLDS; fold++) {
            List<Sample> test = recipe.samples(Split.TEST, fold);
            assertThat(recipe.samples(Split.TRAIN, fold)).hasSize(180).doesNotContainAnyElementsOf(test);
            assertThat(recipe.samples(Split.VALIDATION, fold)).hasSize(60).doesNotContainAnyElementsOf(test);
            tested.addAll(test);
        }

        assertThat(tested).containsExactlyInAnyOrderElementsOf(recipe.samples());
        assertThat(recipe.samples(Split.TEST, 0)).isEqualTo(recipe.samples(Split.TEST));
    }

    @Test
    void samples_fifthThatIsNoWholeNumber_everySampleIsTestedInOneFoldOrTwo() {
        DatasetRecipe odd = new DatasetRecipe(List.of(Z, X), 139, 1);
        List<Sample> tested = new ArrayList<>();
        for (int fold = 0; fold < DatasetRecipe.FOLDS; fold++) {
            tested.addAll(odd.samples(Split.TEST, fold));
        }

        assertThat(tested).hasSize(2 * 140);
        assertThat(new HashSet<>(tested)).hasSize(odd.size());
    }

    @Test
    void samples_foldOutOfRange_isRefused() {
        for (int fold : new int[] {-1, 5}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> recipe.samples(Split.TEST, fold))
                    .withMessage("fold %d: give 0 to 4".formatted(fold));
        }
    }

    @Test
    void generate_sample_hasItsFraction() {
        Sample sample = recipe.samples().get(170);
        Microstructure m = sample.generate(21);

        assertThat(m.hardVoxels()).isEqualTo((int) Math.round(sample.fraction() * 21 * 21 * 21));
        assertThat(m.hardFraction()).isEqualTo(sample.hardFraction(21)).isNotEqualTo(sample.fraction());
    }

    @Test
    void new_noFilterTwiceTheSameOrNoSamples_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new DatasetRecipe(List.of(), 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new DatasetRecipe(List.of(Z, Z), 1, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DatasetRecipe(List.of(Z), 0, 0))
                .withMessage("0 samples per filter: at least 1 is needed");
    }
}
