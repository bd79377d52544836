package io.temper.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TwoPointCorrelationTest {
    @ParameterizedTest
    @EnumSource(Axis.class)
    void along_randomVoxels_countsPairsAsDefined(Axis axis) {
        int[] n = {5, 6, 7};
        Microstructure m = random(n[0], n[1], n[2]);
        double[] s2 = TwoPointCorrelation.of(m).along(axis);

        assertThat(s2).hasSize(n[axis.ordinal()] / 2 + 1);
        for (int r = 0; r < s2.length; r++) {
            int pairs = 0;
            for (int x = 0; x < n[0]; x++) {
                for (int y = 0; y < n[1]; y++) {
                    for (int z = 0; z < n[2]; z++) {
                        int[] p = {x, y, z};
                        p[axis.ordinal()] = (p[axis.ordinal()] + r) % n[axis.ordinal()];
                        pairs += m.isHard(x, y, z) && m.isHard(p[0], p[1], p[2]) ? 1 : 0;
                    }
                }
            }
            assertThat(s2[r]).isCloseTo(pairs / 210.0, within(1e-15));
        }
        assertThat(s2[0]).isCloseTo(m.hardFraction(), within(1e-15));
    }

    /** Layers of w hard and w soft voxels: the autocovariance 1/4 - r/(2w) is 1/8 at lag w/4. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void correlationLength_layersAlongY_isHalfTheirWidthAndTheCellElsewhere(int w) {
        byte[] voxels = new byte[3 * 4 * w * 5];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = (byte) (i / 5 % (4 * w) / w % 2);
        }
        TwoPointCorrelation s2 = TwoPointCorrelation.of(new Microstructure(3, 4 * w, 5, voxels));

        assertThat(s2.correlationLength(Axis.Y)).isCloseTo(w / 4.0, within(1e-12));
        assertThat(s2.correlationLengths()).element(0).isEqualTo(3.0);
        assertThat(s2.correlationLengths()).element(2).isEqualTo(5.0);
    }

    @Test
    void longestAxis_fibresAlongZ_isZ() {
        byte[] voxels = new byte[8 * 8 * 8];
        Random random = new Random(1);
        for (int column = 0; column < 64; column++) {
            java.util.Arrays.fill(voxels, column * 8, column * 8 + 8, (byte) random.nextInt(2));
        }

        assertThat(TwoPointCorrelation.of(new Microstructure(8, 8, 8, voxels)).longestAxis())
                .isEqualTo(Axis.Z);
    }

    @ParameterizedTest
    @ValueSource(bytes = {0, 1})
    void correlationLength_onePhase_isTheCell(byte phase) {
        byte[] voxels = new byte[3 * 4 * 5];
        java.util.Arrays.fill(voxels, phase);
        TwoPointCorrelation s2 = TwoPointCorrelation.of(new Microstructure(3, 4, 5, voxels));

        assertThat(s2.correlationLengths()).containsExactly(3.0, 4.0, 5.0);
        assertThat(s2.hardFraction()).isEqualTo(phase);
    }

    private static Microstructure random(int nx, int ny, int nz) {
        Random random = new Random(1);
        byte[] voxels = new byte[nx * ny * nz];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = (byte) random.nextInt(2);
        }
        return new Microstructure(nx, ny, nz, voxels);
    }
}
