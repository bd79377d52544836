package io.temper.material;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureSizeTest {
    private static final int N = 12;

    private static Microstructure of(Predicate<int[]> hard) {
        byte[] voxels = new byte[N * N * N];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = (byte) (hard.test(new int[] {i / (N * N), i / N % N, i % N}) ? 1 : 0);
        }
        return new Microstructure(N, N, N, voxels);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void of_aLayer_isItsThickness(int thickness) {
        Microstructure m = of(v -> v[1] < thickness);
        assertThat(FeatureSize.of(m, true)).isEqualTo(thickness);
        assertThat(FeatureSize.of(m, false)).isEqualTo(N - thickness);
        assertThat(FeatureSize.smallest(m)).isEqualTo(thickness);
    }

    @Test
    void of_aLayerAcrossTheBoundary_isTheSame() {
        assertThat(FeatureSize.of(of(v -> v[2] < 2 || v[2] >= N - 2), true)).isEqualTo(4);
    }

    @Test
    void of_aBallOfTheMeasure_isItsDiameter() {
        Microstructure m = of(v -> Math.pow(v[0] - 5, 2) + Math.pow(v[1] - 5, 2) + Math.pow(v[2] - 5, 2) <= 2.5 * 2.5);
        assertThat(FeatureSize.of(m, true)).isEqualTo(5);
    }

    @Test
    void of_loneVoxelsBesideALayer_areNoFeatureWhileTheyAreFew() {
        Microstructure few = of(v -> v[0] < 4 || v[0] == 8 && v[1] % 6 == 0 && v[2] % 6 == 0);
        Microstructure many = of(v -> v[0] < 4 || v[0] == 8 && v[1] % 2 == 0 && v[2] % 2 == 0);
        assertThat(FeatureSize.of(few, true)).isEqualTo(4);
        assertThat(FeatureSize.of(many, true)).isEqualTo(1);
    }

    @Test
    void of_onePhaseAlone_isTheCell() {
        assertThat(FeatureSize.smallest(of(v -> true))).isEqualTo(N);
    }
}
