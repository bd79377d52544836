package io.temper.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StiffnessTest {
    private static final Stiffness COLUMN_2 = new Stiffness(Map.of(2, new double[] {12, 22, 32, 42, 52, 62}));

    /** E nu / ((1 + nu)(1 - 2 nu)) and so on for E = 100, nu = 0.25. */
    @Test
    void of_isotropicPhase_hasItsComponents() {
        Stiffness C = Stiffness.of(new Phase(100, 0.25));

        assertThat(C.require(Property.C33)).isCloseTo(120, within(1e-12));
        assertThat(C.require(Property.C21)).isCloseTo(40, within(1e-12));
        assertThat(C.require(Property.C66)).isCloseTo(40, within(1e-12));
        assertThat(C.solvedColumns()).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void get_transposeSolved_isReadFromThere() {
        assertThat(COLUMN_2.get(Property.C22)).contains(22.0);
        assertThat(COLUMN_2.get(Property.C21)).contains(12.0);
        assertThat(COLUMN_2.get(Property.C32)).contains(32.0);
        assertThat(COLUMN_2.get(Property.C11)).isEmpty();
    }

    @Test
    void require_columnNotSolved_saysWhich() {
        assertThatIllegalStateException()
                .isThrownBy(() -> COLUMN_2.require(Property.C11))
                .withMessage("C11 needs column 1, but only [2] were solved");
    }

    @Test
    void new_badColumn_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Stiffness(Map.of(7, new double[6])));
        assertThatIllegalArgumentException().isThrownBy(() -> new Stiffness(Map.of(1, new double[5])));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Stiffness(Map.of(1, new double[] {1, 2, Double.NaN, 4, 5, 6})))
                .withMessage("column 1 of the stiffness holds NaN");
    }
}
