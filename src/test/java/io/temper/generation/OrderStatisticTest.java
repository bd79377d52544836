package io.temper.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderStatisticTest {
    /** With a coarse step most values are there many times; with the long tail most are in one bin. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.25, 1e-3})
    void largest_everyRank_isThatOfTheSortedValues(double step) {
        SplitMix64 random = new SplitMix64(4);
        double[] values = random.doubles(2_000)
                .map(v -> step == 0 ? v : Math.floor(v / step) * step)
                .map(v -> v - 0.5)
                .toArray();
        values[17] = 1e6;
        double[] sorted = values.clone();
        Arrays.sort(sorted);

        for (int k = 1; k <= values.length; k++) {
            assertThat(OrderStatistic.largest(values, k, sorted[0], 1e6)).isEqualTo(sorted[values.length - k]);
            assertThat(OrderStatistic.largest(sorted, k, sorted[0], 1e6)).isEqualTo(sorted[values.length - k]);
        }
    }
}
