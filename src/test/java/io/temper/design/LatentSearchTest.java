package io.temper.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.temper.annealing.AnnealingResult;
import io.temper.annealing.AnnealingSchedule;
import io.temper.annealing.GeometricCooling;
import io.temper.material.DesignTarget;
import io.temper.vaereg.LatentPrior;
import io.temper.vaereg.PhaseField;
import io.temper.vaereg.VaeReg;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatentSearchTest {
    private static final VaeReg MODEL = new AnalyticMaterial.Model();
    private static final DesignTarget TARGET = DesignTarget.parse("C11=40");
    private static final SurrogateEnergy.Weights WEIGHTS = new SurrogateEnergy.Weights(0.01, 1);
    private static final AnnealingSchedule SCHEDULE = new AnnealingSchedule(20, 4, 0.3, new GeometricCooling(4, 0.25));

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void run_fromFarOff_meetsTheTargetInItsOwnMode(int mode) {
        double side = mode == 1 ? -1 : 1;
        AnnealingResult result =
                new LatentSearch(TARGET, mode, new double[] {side, -2, 0.5}, 3).run(MODEL, SCHEDULE, WEIGHTS);

        PhaseField field = MODEL.decode(List.of(result.z())).get(0);
        double predicted = MODEL.predict(List.of(field.microstructure())).get(0).mean(io.temper.material.Property.C11);
        assertThat(predicted).isCloseTo(40, within(1.0));
        assertThat(Math.signum(result.z()[0])).isEqualTo(side);
    }

    @Test
    void run_unknownMode_saysWhich() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LatentSearch(TARGET, 3, new double[3], 0).run(MODEL, SCHEDULE, WEIGHTS))
                .withMessage("the model has no mode 3");
    }

    @Test
    void energy_oneStandardDeviationOff_costsAHalf() {
        LatentPrior.Mode mode = MODEL.prior(TARGET).modes().get(0);
        double[] z = mode.mean();
        double predicted = MODEL.predict(List.of(MODEL.decode(List.of(z)).get(0).microstructure()))
                .get(0)
                .mean(io.temper.material.Property.C11);
        DesignTarget off = DesignTarget.parse("C11=" + predicted / 1.01);

        double energy = new SurrogateEnergy(MODEL, off, mode, WEIGHTS).of(List.of(z))[0];

        assertThat(energy).isCloseTo(0.5 + mode.unlikelihood(z), within(1e-9));
    }
}
