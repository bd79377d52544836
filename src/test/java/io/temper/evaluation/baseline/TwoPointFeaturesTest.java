package io.temper.evaluation.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.temper.material.Axis;
import io.temper.material.Microstructure;
import io.temper.material.TwoPointCorrelation;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TwoPointFeaturesTest {
    private static Microstructure random(int nx, int ny, int nz, long seed) {
        Random random = new Random(seed);
        byte[] voxels = new byte[nx * ny * nz];
        for (int i = 0; i < voxels.length; i++) {
            // runs along z, so that correlations differ by direction
            voxels[i] = (byte) (i > 0 && random.nextInt(3) > 0 ? voxels[i - 1] : random.nextInt(2));
        }
        return new Microstructure(nx, ny, nz, voxels);
    }

    @ParameterizedTest
    @CsvSource({"9, 8, 10, 1", "12, 13, 12, 2", "4, 5, 64, 3"})
    void of_anyMicrostructure_isTheShareOfHardPairsAtEachLagAndItsMirrorImages(int nx, int ny, int nz, long seed) {
        Microstructure m = random(nx, ny, nz, seed);
        double[] features = TwoPointFeatures.of(m);
        List<int[]> lags = TwoPointFeatures.lags(Math.min(nx, Math.min(ny, nz)));
        assertThat(features).hasSize(1 + lags.size());
        assertThat(features[0]).isEqualTo(m.hardFraction());
        for (int l = 0; l < lags.size(); l++) {
            int[] r = lags.get(l);
            double mean = 0;
            for (int signs = 0; signs < 8; signs++) {
                mean += s2(
                                m,
                                (signs & 1) == 0 ? r[0] : -r[0],
                                (signs & 2) == 0 ? r[1] : -r[1],
                                (signs & 4) == 0 ? r[2] : -r[2])
                        / 8;
            }
            assertThat(features[1 + l]).as("lag %s", List.of(r[0], r[1], r[2])).isCloseTo(mean, within(1e-12));
        }
    }

    private static double s2(Microstructure m, int dx, int dy, int dz) {
        int pairs = 0;
        for (int i = 0; i < m.nx(); i++) {
            for (int j = 0; j < m.ny(); j++) {
                for (int k = 0; k < m.nz(); k++) {
                    boolean other = m.isHard(
                            Math.floorMod(i + dx, m.nx()),
                            Math.floorMod(j + dy, m.ny()),
                            Math.floorMod(k + dz, m.nz()));
                    pairs += m.isHard(i, j, k) && other ? 1 : 0;
                }
            }
        }
        return (double) pairs / m.size();
    }

    @Test
    void of_paperSize_alongTheAxesIsTheTwoPointCorrelation() {
        Microstructure m = random(51, 51, 51, 4);
        double[] features = TwoPointFeatures.of(m);
        for (Axis axis : Axis.values()) {
            double[] s2 = TwoPointCorrelation.of(m).along(axis);
            for (int r = 1; r <= 25; r++) {
                assertThat(features[25 * axis.ordinal() + r]).isCloseTo(s2[r], within(1e-12));
            }
        }
        assertThat(features).hasSize(1 + 3 * 25 + 4 * 12);
    }

    @Test
    void of_moreVoxelsAlongZThanBits_refused() {
        assertThatThrownBy(() -> TwoPointFeatures.of(random(3, 3, 65, 5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("65")
                .hasMessageContaining("at most 64");
    }
}
