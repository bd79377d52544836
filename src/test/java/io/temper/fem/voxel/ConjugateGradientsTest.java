package io.temper.fem.voxel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temper.fem.voxel.BrickOperator.Lame;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ConjugateGradientsTest {
    private static final Lame LAME = new Lame(0.5, 0.4);

    /** What single precision gains and double precision never confirms must not go on for ever. */
    @Test
    void solve_exactResidualThatDoesNotFall_endsAndSaysSo() {
        AtomicInteger updates = new AtomicInteger();
        assertThatThrownBy(() -> solve(1e-3, () -> {
                    updates.incrementAndGet();
                    return 1;
                }))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageMatching(
                        "no convergence in \\d+ iterations: residual 1.00, wanted 0.00100; double precision ends there; raise rtol");
        assertThat(updates).hasValue(3);
    }

    @Test
    void solve_normWithinBound_isUpdatedOnceWithoutIterations() {
        AtomicInteger updates = new AtomicInteger();
        assertThat(solve(2, () -> updates.incrementAndGet())).isZero();
        assertThat(updates).hasValue(1);
    }

    /** A unit force up at one node and down at another, norm 1.41 taken as 1, on the homogeneous grid. */
    private static int solve(double bound, ConjugateGradients.Update update) {
        try (Team team = new Team(1)) {
            BrickOperator K = new BrickOperator(4, 4, 4, LAME, LAME, team);
            GreenOperator G = new GreenOperator(4, 4, 4, LAME, team);
            Field r = Field.zeros(4, 16);
            r.plane(0, 0)[0] = 1;
            r.plane(0, 2)[5] = -1;
            return new ConjugateGradients(K, G, 4, 16, team).solve(Field.zeros(4, 16), r, 1, bound, update);
        }
    }
}
