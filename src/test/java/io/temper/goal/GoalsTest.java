package io.temper.goal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import io.temper.goal.Goal.Sense;
import io.temper.material.DesignTarget;
import io.temper.material.Microstructure;
import io.temper.material.Phase;
import io.temper.material.Phases;
import io.temper.material.Stiffness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoalsTest {
    private static final Phase STEEL = new Phase(210, 0.3);

    private static Goals goals(String targets) {
        return Goals.parse(targets, "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"C11=35", "c11 = 35, C12=14", "C11=35,C21=12.5,C33=4e1"})
    void parse_componentsByValue_isTheTargetOfBefore(String text) {
        DesignTarget before = DesignTarget.parse(text);
        assertThat(goals(text).plain()).contains(before);
        assertThat(Goals.of(before).toString()).isEqualTo(before.toString());
    }

    @Test
    void parse_allForms_readBackTheSame() {
        String text =
                "C11=30..40@1%*2,E1=..20,G21=8..,nu12=-0.1..0.2,C33=max,feature=3..,percolates=hard:x,percolates=soft:z";
        Goals goals = goals(text);
        assertThat(goals.targets().get(0))
                .isEqualTo(new Goal(Quantity.parse("C11"), Sense.MEET, 30, 40, 2, 0.01, false));
        assertThat(goals(Goals.join(goals.targets()))).isEqualTo(goals);
        assertThat(GoalForm.of(GoalForm.targets(goals), GoalForm.constraints(goals)))
                .isEqualTo(goals);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "C11=40..30 | above the upper",
                "C11=35,c11=30..40 | names C11 twice",
                "C12=9,C21=8 | names C21 twice",
                "C11=NaN | finite",
                "C11=Infinity | finite",
                "C11=..Infinity | finite",
                "C11=1e30 | beyond",
                "C11=-3 | positive",
                "E1=0 | positive",
                "nu12=0 | range",
                "C11=.. | value, a range",
                "C77=3 | unknown quantity",
                "C11 | NAME=VALUE",
                "C11=abc | not a number",
                "C11=35@1%@2% | twice",
                "C11=35@2 | tolerance",
                "C11=35*0 | weight",
                "percolates=hard | phase and an axis",
                "percolates=max | phase and an axis"
            })
    void parse_badGoals_areNamed(String text, String part) {
        assertThatIllegalArgumentException().isThrownBy(() -> goals(text)).withMessageContaining(part);
    }

    @Test
    void constraints_thatContradict_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Goals.parse("C11=35", "C11=..30"))
                .withMessageContaining("contradicts");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Goals.parse("C11=35", "C33=max"))
                .withMessageContaining("constraint");
    }

    @ParameterizedTest
    @CsvSource({
        "C11=500,''",
        "E1=121..,''",
        "G12=50,''",
        "C41=70,''",
        "nu12=0.9..,hardFraction=1..",
        "C11=150..,hardFraction=..0.5",
        "hardFraction=1.2..,''"
    })
    void checkReachable_whatNoCompositeCanBe_isRefused(String targets, String constraints) {
        Goals goals = Goals.parse(targets, constraints);
        assertThatIllegalArgumentException().isThrownBy(() -> goals.checkReachable(Phases.PAPER));
    }

    @Test
    void checkReachable_boundsThatAreAttained_areAccepted() {
        // at fraction 1 the composite is the hard phase: E = 120, G = 120 / 2.6
        Goals.parse("E1=120,G12=46.15", "").checkReachable(Phases.PAPER);
        Goals.parse("nu12=0.3,C41=-1..1,anisotropy=..0.1", "hardFraction=..0.5").checkReachable(Phases.PAPER);
    }

    @Test
    void columns_ofModuli_areAllSix() {
        assertThat(goals("C11=35,C32=9").columns()).containsExactly(1, 2);
        assertThat(goals("C65=1").columns()).containsExactly(5);
        assertThat(goals("E1=20").columns()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(goals("C11=35,G12=5..").columns()).hasSize(6);
        assertThat(goals("hardFraction=0.3").columns()).containsExactly(1);
    }

    @Test
    void outcomes_ofAnIsotropicMaterial_areItsConstants() {
        Achieved steel = Achieved.of(Stiffness.of(STEEL), new Microstructure(2, 2, 2, new byte[8]));
        assertThat(value("E2", steel)).isCloseTo(210, offset(1e-9));
        assertThat(value("G12", steel)).isCloseTo(210 / 2.6, offset(1e-9));
        assertThat(value("nu31", steel)).isCloseTo(0.3, offset(1e-12));
        assertThat(value("zener", steel)).isCloseTo(1, offset(1e-12));
        assertThat(value("anisotropy", steel)).isCloseTo(0, offset(1e-9));
        assertThat(value("C65", steel)).isZero();
        assertThat(value("hardFraction", steel)).isZero();
        assertThat(goals("percolates=soft:y").misfit(steel, 0.02)).isZero();
        assertThat(goals("percolates=hard:y").misfit(steel, 0.02)).isEqualTo(1);
    }

    private static double value(String quantity, Achieved achieved) {
        return Quantity.parse(quantity).of(achieved);
    }

    @Test
    void misfit_ofRangesTolerancesAndConstraints() {
        Achieved steel = Achieved.of(Stiffness.of(STEEL), 1);
        assertThat(goals("E1=200..220").misfit(steel, 0.02)).isZero();
        assertThat(goals("E1=..200").misfit(steel, 0.02)).isCloseTo(0.05, offset(1e-9));
        assertThat(goals("E1=200@10%").misfit(steel, 0.02)).isCloseTo(0.01, offset(1e-9));
        assertThat(Goals.parse("E1=210", "E2=..209.9").misfit(steel, 0.02)).isGreaterThan(0.02);
        assertThat(Goals.parse("E1=210", "E2=..210.1").misfit(steel, 0.02)).isLessThan(1e-9);
        assertThat(goals("E1=max").misfit(steel, 0.02)).isZero();
    }

    @Test
    void aim_outsideARange_isALittleInside() {
        Goal range = goals("C11=30..40").targets().get(0);
        assertThat(range.aim(25, 0.02)).isBetween(30.0, 30.5).isGreaterThan(30);
        assertThat(range.aim(50, 0.02)).isBetween(39.5, 40.0).isLessThan(40);
        assertThat(range.aim(33, 0.02)).isEqualTo(33);
    }
}
