package io.temper.material;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PercolationTest {
    private static final int N = 6;

    private static Microstructure of(Predicate<int[]> hard) {
        byte[] voxels = new byte[N * N * N];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = (byte) (hard.test(new int[] {i / (N * N), i / N % N, i % N}) ? 1 : 0);
        }
        return new Microstructure(N, N, N, voxels);
    }

    @Test
    void axes_ofALayer_areThoseInIt() {
        Microstructure m = of(v -> v[0] < 2);
        assertThat(Percolation.axes(m, true)).containsExactly(Axis.Y, Axis.Z);
        assertThat(Percolation.axes(m, false)).containsExactly(Axis.Y, Axis.Z);
    }

    @Test
    void axes_ofAFibre_areItsOwn() {
        assertThat(Percolation.axes(of(v -> v[1] == 3 && v[2] == 0), true)).containsExactly(Axis.X);
    }

    @Test
    void axes_ofAFibreWithAGap_areNone() {
        assertThat(Percolation.axes(of(v -> v[1] == 3 && v[2] == 0 && v[0] != 2), true))
                .isEmpty();
    }

    @Test
    void axes_ofBothFacesButNoPath_areNone() {
        // touches x = 0 and x = N - 1, but in different places: it never closes
        assertThat(Percolation.axes(of(v -> v[2] == 0 && (v[0] < 2 && v[1] == 0 || v[0] > 3 && v[1] == 3)), true))
                .isEmpty();
    }

    @Test
    void axes_ofAStair_areAllThatItWindsRound() {
        // one voxel in x, then one in y: after a period of the diagonal it has wound round both
        assertThat(Percolation.axes(of(v -> v[2] == 0 && (v[0] == v[1] || v[0] == (v[1] + 1) % N)), true))
                .containsExactly(Axis.X, Axis.Y);
    }

    @Test
    void axes_ofDiagonalNeighbours_areNone() {
        assertThat(Percolation.axes(of(v -> v[2] == 0 && v[0] == v[1]), true)).isEmpty();
    }

    /** Percolation is a matter of the periodic cell: another corner or a mirror changes nothing but the axes' names. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void axes_seenFromAnotherCorner_areTheSame(long seed) {
        Random random = new Random(seed);
        byte[] voxels = new byte[N * N * N];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = (byte) (random.nextDouble() < 0.31 ? 1 : 0);
        }
        Microstructure m = new Microstructure(N, N, N, voxels);
        Microstructure moved = of(v -> m.isHard((v[0] + 2) % N, (v[1] + 3) % N, (v[2] + 5) % N));
        Microstructure turned = of(v -> m.isHard(v[1], v[2], v[0]));
        assertThat(Percolation.axes(moved, true)).isEqualTo(Percolation.axes(m, true));
        for (Axis a : Axis.values()) {
            Axis b = Axis.values()[(a.ordinal() + 2) % 3];
            assertThat(Percolation.axes(turned, true).contains(a))
                    .isEqualTo(Percolation.axes(m, true).contains(Axis.values()[b.ordinal()]));
        }
    }
}
