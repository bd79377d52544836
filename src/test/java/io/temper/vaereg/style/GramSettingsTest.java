package io.temper.vaereg.style;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temper.vaereg.style.GramSettings.Padding;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GramSettingsTest {
    @Test
    void of_default_isFirstLayerOfThreeBlocksWithWeightsThatSumToOne() {
        GramSettings settings = GramSettings.of(2);
        assertThat(settings.weights().keySet())
                .containsExactly(Vgg19Layer.CONV1_1, Vgg19Layer.CONV2_1, Vgg19Layer.CONV3_1);
        assertThat(settings.weights().values()).containsOnly(1.0 / 3);
        assertThat(settings.deepest()).isEqualTo(Vgg19Layer.CONV3_1);
        assertThat(settings.weight(Vgg19Layer.CONV1_2)).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void new_badWeight_namesLayerAndValue(double weight) {
        Map<Vgg19Layer, Double> weights = Map.of(Vgg19Layer.CONV2_1, weight);
        assertThatThrownBy(() -> new GramSettings(weights, 1, false, Padding.PERIODIC))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("conv2_1", String.valueOf(weight), "above 0");
    }

    @Test
    void new_noLayer_saysSo() {
        assertThatThrownBy(() -> GramSettings.of(List.of(), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no layer");
    }

    @Test
    void new_tooFewSlices_saysTheLeast() {
        assertThatThrownBy(() -> GramSettings.of(0)).hasMessageContaining("at least 1 slices per axis, not 0");
        assertThatThrownBy(() -> GramSettings.of(1).withAveraged(true))
                .hasMessageContaining("at least 2 slices per axis, not 1");
    }

    @Test
    void layer_ofLabel_isFoundOrRefused() {
        assertThat(Vgg19Layer.of("conv5_4")).isEqualTo(Vgg19Layer.CONV5_4);
        assertThatThrownBy(() -> Vgg19Layer.of("conv2_3"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'conv2_3'");
    }

    @Test
    void draw_all_isEverySliceOfEachAxis() {
        assertThat(SliceDraw.draw(new Random(1), 3, 3)).containsExactly(0, 1, 2, 0, 1, 2, 0, 1, 2);
    }

    /** Each of the 10 choices of 2 among 5, on each axis, equally often: 2000 draws, 200 of each, deviation 13. */
    @Test
    void draw_some_everyChoiceEquallyLikely() {
        Random random = new Random(1);
        Map<String, Integer> counts = new TreeMap<>();
        for (int i = 0; i < 2000; i++) {
            int[] drawn = SliceDraw.draw(random, 5, 2);
            for (int axis = 0; axis < 3; axis++) {
                String choice = axis + Arrays.toString(Arrays.copyOfRange(drawn, 2 * axis, 2 * axis + 2));
                counts.merge(choice, 1, Integer::sum);
            }
        }
        assertThat(counts).hasSize(30);
        assertThat(counts.values()).allMatch(c -> c > 140 && c < 260);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 6})
    void draw_impossible_saysTheLimits(int perAxis) {
        assertThatThrownBy(() -> SliceDraw.draw(new Random(1), 5, perAxis))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("use 1 to 5");
    }
}
