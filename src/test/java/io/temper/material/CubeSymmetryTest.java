package io.temper.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.temper.fem.voxel.VoxelSolver;
import io.temper.generation.GaussianFilterGenerator;
import io.temper.generation.Sigma;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CubeSymmetryTest {
    private static final int N = 7;
    private static final Microstructure ODD =
            new GaussianFilterGenerator(N, N, N).generate(new Sigma(1, 2, 0.7), 0.45, 3);

    @Test
    void all_48_makeDifferentMicrostructures() {
        Set<Object> seen = new HashSet<>();
        CubeSymmetry.all()
                .forEach(s -> seen.add(List.of(s.apply(ODD).voxels()).stream()
                        .map(java.util.Arrays::hashCode)
                        .toList()));
        assertThat(CubeSymmetry.all()).hasSize(48);
        assertThat(seen).hasSize(48);
        assertThat(CubeSymmetry.IDENTITY.apply(ODD)).isEqualTo(ODD);
    }

    /** The solver knows nothing of symmetries: what it finds for the image is the independent reference. */
    @Test
    void source_everySymmetry_namesTheComponentThatTheSolverFinds() {
        Stiffness original = solve(ODD);
        for (CubeSymmetry s : CubeSymmetry.all()) {
            Stiffness image = solve(s.apply(ODD));
            for (Property p : Property.values()) {
                assertThat(image.require(p))
                        .as("%s from %s", p, s.source(p))
                        .isCloseTo(original.require(s.source(p)), within(1e-4));
            }
        }
    }

    private static Stiffness solve(Microstructure m) {
        return new VoxelSolver(Phases.PAPER, 1)
                .solve(m, new TreeSet<>(List.of(1, 2, 3, 4, 5, 6)), 1e-8)
                .stiffness();
    }

    @Test
    void source_vector_pointsToTheSameVoxel() {
        int[] r = {1, 2, 3};
        for (CubeSymmetry s : CubeSymmetry.all()) {
            int[][] at = s.offsets(N, new int[3]);
            int[] old = s.source(r);
            int from = at[0][2] + at[1][2] + at[2][2];
            int to = at[0][3] + at[1][4] + at[2][5];
            assertThat(to - from).isEqualTo(old[0] * N * N + old[1] * N + old[2]);
        }
    }

    @Test
    void apply_noCube_refused() {
        Microstructure flat = new Microstructure(2, 3, 2, new byte[12]);
        assertThatThrownBy(() -> CubeSymmetry.IDENTITY.apply(flat)).hasMessageContaining("no cube");
    }
}
