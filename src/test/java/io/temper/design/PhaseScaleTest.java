package io.temper.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.temper.material.DesignTarget;
import io.temper.material.Phase;
import io.temper.material.Phases;
import io.temper.material.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PhaseScaleTest {
    private static final Phases TEN_TIMES = new Phases(new Phase(1200, 0.3), new Phase(24, 0.3));

    @ParameterizedTest
    @EnumSource(Property.class)
    void toModel_bothPhasesTenTimesAsStiff_isATenth(Property p) {
        assertThat(new PhaseScale(TEN_TIMES, Phases.PAPER).toModel(p, 300)).isCloseTo(30, within(1e-9));
    }

    @Test
    void toModel_aPhaseItself_isTheModelsPhase() {
        Phases other = new Phases(new Phase(70, 0.2), new Phase(1, 0.45));
        double hard = io.temper.material.Stiffness.of(other.hard()).require(Property.C11);
        double modelHard = io.temper.material.Stiffness.of(Phases.PAPER.hard()).require(Property.C11);
        assertThat(new PhaseScale(other, Phases.PAPER).toModel(Property.C11, hard))
                .isCloseTo(modelHard, within(1e-9));
    }

    @Test
    void toModel_samePhases_isTheSame() {
        DesignTarget target = DesignTarget.parse("C11=35,C21=7");
        assertThat(new PhaseScale(Phases.PAPER, Phases.PAPER).toModel(target)).isEqualTo(target);
    }

    @Test
    void toModel_componentWithoutLogarithm_isLeftAsItIs() {
        Phases auxetic = new Phases(new Phase(70, -0.2), new Phase(1, 0.3));
        assertThat(new PhaseScale(auxetic, Phases.PAPER).toModel(Property.C21, 3))
                .isEqualTo(3);
    }
}
