package io.temper.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SplitMix64Test {
    /** The published reference's first outputs for seed 1234567. */
    @Test
    void nextLong_referenceSeed_givesTheReferencesNumbers() {
        SplitMix64 random = new SplitMix64(1234567);

        assertThat(Long.toUnsignedString(random.nextLong())).isEqualTo("6457827717110365317");
        assertThat(Long.toUnsignedString(random.nextLong())).isEqualTo("3203168211198807973");
        assertThat(Long.toUnsignedString(random.nextLong())).isEqualTo("9817491932198370423");
    }

    @Test
    void seed_partsInAnotherOrderOrNumber_isAnother() {
        Set<Long> seeds = new HashSet<>();
        for (long a = -3; a < 4; a++) {
            seeds.add(SplitMix64.seed(a));
            for (long b = -3; b < 4; b++) {
                seeds.add(SplitMix64.seed(a, b));
                seeds.add(SplitMix64.seed(a, b, 0));
            }
        }
        assertThat(seeds).hasSize(7 + 49 + 49);
    }
}
