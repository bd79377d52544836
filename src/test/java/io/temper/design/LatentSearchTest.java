package io.temper.design;

import static org.assertj.core.api.Assertions.assertThat;
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
    private static final AnnealingSchedule SCHEDULE = new AnnealingSchedule(20, 8, 0.3, new GeometricCooling(4, 0.25));

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void run_from20PercentOff_meetsTheTargetInItsOwnMode(int mode) {
        double side = mode == 1 ? -1 : 1;
        LatentPrior.Mode own = MODEL.prior(TARGET).modes().get(mode - 1);
        AnnealingResult result =
                new LatentSearch(TARGET, own, new double[] {side, 0, 0.1}, 3).run(MODEL, SCHEDULE, WEIGHTS);

        PhaseField field = MODEL.decode(List.of(result.z())).get(0);
        double predicted = MODEL.predict(List.of(field.microstructure())).get(0).mean(io.temper.material.Property.C11);
        assertThat(predicted).isCloseTo(40, within(1.0));
        assertThat(Math.signum(result.z()[0])).isEqualTo(side);
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
