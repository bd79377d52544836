package io.temper.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StiffnessBoundsTest {
    private static final double TOLERANCE = 1e-6;
    private static final Phases PAPER = Phases.PAPER;
    private static final Phases SWAPPED = new Phases(PAPER.soft(), PAPER.hard());
    /** Hard in bulk, soft in shear, and the other way round. */
    private static final Phases CROSSED = new Phases(new Phase(10, 0.45), new Phase(14, 0.0));

    @Test
    void voigt_paperPhases_isTheMeanOfTheStiffness() {
        Stiffness V = StiffnessBounds.of(PAPER, 0.25).voigt();
        Stiffness hard = Stiffness.of(PAPER.hard());
        Stiffness soft = Stiffness.of(PAPER.soft());

        for (Property p : Property.values()) {
            assertThat(V.require(p)).isCloseTo(0.25 * hard.require(p) + 0.75 * soft.require(p), within(1e-12));
        }
    }

    @Test
    void reuss_crossedPhases_isTheInverseOfTheMeanCompliance() {
        Stiffness R = StiffnessBounds.of(CROSSED, 0.3).reuss();
        // uniaxial compliances average: S11 = 1/E and S12 = -nu/E
        double s11 = 0.3 / 10 + 0.7 / 14;
        double s12 = -0.3 * 0.45 / 10;

        assertThat(s11 * R.require(Property.C11) + 2 * s12 * R.require(Property.C21))
                .isCloseTo(1, within(1e-12));
        assertThat(s11 * R.require(Property.C21) + s12 * (R.require(Property.C11) + R.require(Property.C21)))
                .isCloseTo(0, within(1e-12));
        assertThat(R.require(Property.C44)).isCloseTo(1 / (2 * (s11 - s12)), within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1})
    void bounds_ofOnePhase_areThatPhase(double fraction) {
        StiffnessBounds bounds = StiffnessBounds.of(PAPER, fraction);
        Stiffness phase = Stiffness.of(fraction == 1 ? PAPER.hard() : PAPER.soft());

        for (Property p : Property.values()) {
            assertThat(bounds.voigt().require(p)).isCloseTo(phase.require(p), within(1e-12));
            assertThat(bounds.reuss().require(p)).isCloseTo(phase.require(p), within(1e-12));
            assertThat(bounds.hill().require(p)).isCloseTo(phase.require(p), within(1e-12));
        }
        assertThat(bounds.violation(phase, TOLERANCE)).isEmpty();
    }

    @Test
    void of_phasesSwapped_isTheSameAtTheOtherFraction() {
        for (Property p : Property.values()) {
            assertThat(StiffnessBounds.of(SWAPPED, 0.7).range(p))
                    .containsExactly(StiffnessBounds.of(PAPER, 0.3).range(p), within(1e-12));
        }
    }

    /** Laminates attain the bounds in some directions: they must pass, whatever columns are known. */
    @ParameterizedTest
    @CsvSource({"123456", "1", "2", "12", "123", "456", "14", "35"})
    void violation_laminate_isNone(String columns) {
        for (Phases phases : new Phases[] {PAPER, SWAPPED, CROSSED}) {
            for (double f : new double[] {0.1, 0.5, 0.8}) {
                Stiffness C = only(columns, laminate(phases, f));
                assertThat(StiffnessBounds.of(phases, f).violation(C, TOLERANCE))
                        .isEmpty();
            }
        }
    }

    @Test
    void violation_stifferThanVoigt_namesComponentAndBounds() {
        Map<Integer, double[]> c = all(StiffnessBounds.of(PAPER, 0.5).voigt());
        c.get(2)[1] *= 1.01;

        assertThat(StiffnessBounds.of(PAPER, 0.5)
                        .violation(only("123456", c), 1e-3)
                        .orElseThrow())
                .startsWith("C22 = 83.2085 GPa lies outside ")
                .contains("to 82.3846 GPa, the Reuss and Voigt bounds at hard fraction 0.5000");
    }

    @Test
    void violation_softerThanReuss_isSaid() {
        Map<Integer, double[]> c = laminate(PAPER, 0.5);
        c.get(1)[0] *= 0.9;

        assertThat(StiffnessBounds.of(PAPER, 0.5).violation(only("1", c), 1e-3))
                .hasValueSatisfying(v -> assertThat(v).startsWith("C11 = 5."));
    }

    /** Both diagonal terms are at the top of the range, so that C12 must be too: only the minor of the pair says so. */
    @Test
    void violation_diagonalsFineButPairImpossible_isFound() {
        StiffnessBounds bounds = StiffnessBounds.of(PAPER, 0.5);
        Map<Integer, double[]> c = all(bounds.voigt());
        c.get(1)[1] = c.get(2)[0] = bounds.reuss().require(Property.C21) + 20;

        assertThat(bounds.violation(only("12", c), 1e-3).orElseThrow()).startsWith("columns [1, 2] together break");
    }

    /** C11 at the top leaves no room for any C21 but Voigt's, though C22 is not known. */
    @Test
    void violation_onlyOneColumnKnown_boundsItsOffDiagonals() {
        StiffnessBounds bounds = StiffnessBounds.of(PAPER, 0.5);
        Map<Integer, double[]> c = all(bounds.voigt());
        assertThat(bounds.violation(only("1", c), 1e-4)).isEmpty();

        c.get(1)[1] -= 5;
        assertThat(bounds.violation(only("1", c), 1e-4).orElseThrow()).startsWith("columns [1] together break");
    }

    /** Normal and shear coupling is free up to half the gap, and no further. */
    @ParameterizedTest
    @CsvSource({"0.49, false", "0.51, true"})
    void violation_couplingOfHalfwayStiffness_isAllowedUpToHalfTheGap(double coupling, boolean violated) {
        StiffnessBounds bounds = StiffnessBounds.of(PAPER, 0.5);
        Map<Integer, double[]> c = all(bounds.hill());
        double gap = bounds.voigt().require(Property.C44) - bounds.reuss().require(Property.C44);
        c.get(4)[4] = c.get(5)[3] = coupling * gap;

        assertThat(bounds.violation(only("45", c), 1e-6).isPresent()).isEqualTo(violated);
        assertThat(bounds.violation(only("4", c), 1e-6).isPresent()).isEqualTo(violated);
    }

    @Test
    void violation_withinTolerance_isForgiven() {
        Map<Integer, double[]> c = all(StiffnessBounds.of(PAPER, 0.5).voigt());
        c.get(2)[1] *= 1 + 1e-5;

        assertThat(StiffnessBounds.of(PAPER, 0.5).violation(only("2", c), 1e-4)).isEmpty();
    }

    @Test
    void attainable_diagonal_isFromPhaseToPhase() {
        for (Phases phases : new Phases[] {PAPER, SWAPPED}) {
            double[] range = StiffnessBounds.attainable(Property.C11, phases);

            assertThat(range[0]).isCloseTo(Stiffness.of(PAPER.soft()).require(Property.C11), within(1e-9));
            assertThat(range[1]).isCloseTo(Stiffness.of(PAPER.hard()).require(Property.C11), within(1e-9));
        }
    }

    /** Where neither phase is the stiffer in everything, a series of both can be softer than either. */
    @Test
    void attainable_crossedPhases_reachesBelowBothPhases() {
        Phases phases = new Phases(new Phase(3, 0.49), new Phase(12, -0.7));
        double softest = Math.min(phaseC11(phases.hard()), phaseC11(phases.soft()));

        assertThat(StiffnessBounds.attainable(Property.C11, phases)[0]).isLessThan(0.9 * softest);
    }

    @ParameterizedTest
    @EnumSource(Property.class)
    void attainable_anyComponent_holdsEveryFractionsRange(Property p) {
        for (Phases phases : new Phases[] {PAPER, SWAPPED, CROSSED}) {
            double[] whole = StiffnessBounds.attainable(p, phases);
            for (int i = 0; i <= 1000; i++) {
                double[] part = StiffnessBounds.of(phases, i / 1000.0).range(p);
                assertThat(part[0]).isGreaterThanOrEqualTo(whole[0] - 1e-9).isLessThanOrEqualTo(part[1]);
                assertThat(part[1]).isLessThanOrEqualTo(whole[1] + 1e-9);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"C11=3.2", "C22=161.6", "C44=0.9", "C66=46.2", "C21=100", "C11=35,C33=500"})
    void checkReachable_outside_saysTheBounds(String target) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StiffnessBounds.checkReachable(DesignTarget.parse(target), PAPER))
                .withMessageContaining("cannot be reached: these phases allow ");
    }

    @Test
    void checkReachable_c11Of200_namesValueAndLimits() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StiffnessBounds.checkReachable(DesignTarget.parse("C11=200"), PAPER))
                .withMessage("target C11 = 200.0 GPa cannot be reached: these phases allow 3.231 to 161.5 GPa;"
                        + " change the target or the phases");
    }

    @ParameterizedTest
    @ValueSource(strings = {"C11=3.24", "C11=20", "C11=161", "C44=46", "C21=60,C11=150"})
    void checkReachable_inside_passes(String target) {
        assertThatCode(() -> StiffnessBounds.checkReachable(DesignTarget.parse(target), PAPER))
                .doesNotThrowAnyException();
    }

    private static double phaseC11(Phase phase) {
        return Stiffness.of(phase).require(Property.C11);
    }

    private static Map<Integer, double[]> all(Stiffness C) {
        Map<Integer, double[]> columns = new TreeMap<>();
        C.solvedColumns().forEach(j -> columns.put(j, C.column(j).orElseThrow()));
        return columns;
    }

    private static Stiffness only(String columns, Map<Integer, double[]> all) {
        Map<Integer, double[]> kept = new TreeMap<>(all);
        kept.keySet().removeIf(j -> columns.indexOf('0' + j) < 0);
        return new Stiffness(kept);
    }

    /** Exact stiffness of layers stacked along x (Backus 1962), all columns. */
    private static Map<Integer, double[]> laminate(Phases phases, double f) {
        double m1 = phaseC11(phases.hard());
        double m2 = phaseC11(phases.soft());
        double l1 = phases.hard().lambda();
        double l2 = phases.soft().lambda();
        double mu1 = phases.hard().mu();
        double mu2 = phases.soft().mu();
        double c11 = 1 / (f / m1 + (1 - f) / m2);
        double ratio = f * l1 / m1 + (1 - f) * l2 / m2;
        double c12 = c11 * ratio;
        double c22 = f * (m1 - l1 * l1 / m1) + (1 - f) * (m2 - l2 * l2 / m2) + c11 * ratio * ratio;
        double parallel = f * mu1 + (1 - f) * mu2;
        double series = 1 / (f / mu1 + (1 - f) / mu2);
        Map<Integer, double[]> c = new TreeMap<>();
        c.put(1, new double[] {c11, c12, c12, 0, 0, 0});
        c.put(2, new double[] {c12, c22, c22 - 2 * parallel, 0, 0, 0});
        c.put(3, new double[] {c12, c22 - 2 * parallel, c22, 0, 0, 0});
        c.put(4, new double[] {0, 0, 0, parallel, 0, 0});
        c.put(5, new double[] {0, 0, 0, 0, series, 0});
        c.put(6, new double[] {0, 0, 0, 0, 0, series});
        return c;
    }

    @Test
    void checkReachable_notPositiveDefinite_saysSo() {
        DesignTarget target = DesignTarget.parse("C11=10,C22=10,C33=10,C21=30,C31=5,C32=5");
        assertThatThrownBy(() -> StiffnessBounds.checkReachable(target, Phases.PAPER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("positive definite")
                .hasMessageContaining("C21=30");
    }

    @Test
    void checkReachable_possibleOneByOneButNotTogether_saysSo() {
        // each within 3.2..161 GPa, but 150 along y takes a cell that is nearly all hard, and then x has more than 5
        DesignTarget target = DesignTarget.parse("C11=5,C22=150,C33=150,C21=12,C31=12,C32=40");
        assertThatThrownBy(() -> StiffnessBounds.checkReachable(target, Phases.PAPER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("together");
    }

    @Test
    void checkReachable_aRealMicrostructuresStiffness_passes() {
        // first row of the paper's table 9
        StiffnessBounds.checkReachable(
                DesignTarget.parse("C11=8.24,C21=4.44,C31=3.99,C22=38.07,C32=10.7,C33=43.22"), Phases.PAPER);
    }
}
