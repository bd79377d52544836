package io.temper.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EngineeringConstantsTest {
    @Test
    void of_isotropicPhase_isItsModuli() {
        Phase phase = new Phase(120, 0.3);

        EngineeringConstants constants = EngineeringConstants.of(Stiffness.of(phase));
        Anisotropy anisotropy = Anisotropy.of(Stiffness.of(phase));

        for (int i = 0; i < 3; i++) {
            assertThat(constants.E()[i]).isCloseTo(120, within(1e-10));
            assertThat(constants.G()[i]).isCloseTo(phase.mu(), within(1e-10));
            for (int j = 0; j < 3; j++) {
                assertThat(constants.nu()[i][j]).isCloseTo(i == j ? 0 : 0.3, within(1e-12));
            }
        }
        assertThat(anisotropy.universal()).isCloseTo(0, within(1e-12));
        assertThat(anisotropy.zener()).isCloseTo(1, within(1e-12));
    }

    /** Stiffness of an orthotropic material from its constants in closed form (Jones, Mechanics of Composite Materials, 2.4). */
    @Test
    void of_orthotropicClosedForm_givesTheConstantsBack() {
        double e1 = 50;
        double e2 = 20;
        double e3 = 10;
        double nu12 = 0.25;
        double nu13 = 0.3;
        double nu23 = 0.4;
        double nu21 = nu12 * e2 / e1;
        double nu31 = nu13 * e3 / e1;
        double nu32 = nu23 * e3 / e2;
        double d = 1 - nu12 * nu21 - nu23 * nu32 - nu31 * nu13 - 2 * nu21 * nu32 * nu13;
        double c12 = e1 * (nu21 + nu31 * nu23) / d;
        double c13 = e1 * (nu31 + nu21 * nu32) / d;
        double c23 = e2 * (nu32 + nu12 * nu31) / d;

        EngineeringConstants constants = EngineeringConstants.of(stiffness(new double[][] {
            {e1 * (1 - nu23 * nu32) / d, c12, c13, 0, 0, 0},
            {c12, e2 * (1 - nu13 * nu31) / d, c23, 0, 0, 0},
            {c13, c23, e3 * (1 - nu12 * nu21) / d, 0, 0, 0},
            {0, 0, 0, 3, 0, 0},
            {0, 0, 0, 0, 5, 0},
            {0, 0, 0, 0, 0, 7}
        }));

        assertThat(constants.E()).containsExactly(new double[] {e1, e2, e3}, within(1e-10));
        assertThat(constants.G()).containsExactly(new double[] {3, 5, 7}, within(1e-10));
        assertThat(constants.nu()[0]).containsExactly(new double[] {0, nu12, nu13}, within(1e-12));
        assertThat(constants.nu()[1]).containsExactly(new double[] {nu21, 0, nu23}, within(1e-12));
        assertThat(constants.nu()[2]).containsExactly(new double[] {nu31, nu32, 0}, within(1e-12));
    }

    /** Copper, C11 168.4, C12 121.4, C44 75.4 GPa: A = 3.21, and for a cubic material A^U = 6/5 (sqrt A - 1/sqrt A)^2. */
    @Test
    void anisotropy_cubic_isTheClosedForm() {
        double[][] C = new double[6][6];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                C[i][j] = i == j ? 168.4 : 121.4;
            }
            C[3 + i][3 + i] = 75.4;
        }

        Anisotropy anisotropy = Anisotropy.of(stiffness(C));

        double A = 2 * 75.4 / (168.4 - 121.4);
        assertThat(anisotropy.zener()).isCloseTo(A, within(1e-12));
        double root = Math.sqrt(A);
        assertThat(anisotropy.universal()).isCloseTo(1.2 * Math.pow(root - 1 / root, 2), within(1e-10));
    }

    @Test
    void of_someColumns_saysWhichAreThere() {
        Stiffness one = new Stiffness(Map.of(1, new double[] {3, 1, 1, 0, 0, 0}));

        assertThatThrownBy(() -> EngineeringConstants.of(one))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("all six columns of C are needed, but only [1] were solved");
    }

    @Test
    void of_unstableStiffness_isRefused() {
        double[][] C = Stiffness.of(new Phase(1, 0.3)).matrix();
        C[5][5] = -1;

        assertThatThrownBy(() -> Anisotropy.of(stiffness(C)))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("not positive definite (pivot 6 is -1.0)");
    }

    private static Stiffness stiffness(double[][] C) {
        Map<Integer, double[]> columns = new TreeMap<>();
        for (int j = 0; j < 6; j++) {
            double[] column = new double[6];
            for (int i = 0; i < 6; i++) {
                column[i] = C[i][j];
            }
            columns.put(j + 1, column);
        }
        return new Stiffness(columns);
    }
}
