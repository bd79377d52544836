package io.temper.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.temper.design.AnalyticMaterial;
import io.temper.fem.FemException;
import io.temper.fem.FemProblem;
import io.temper.generation.GaussianFilterGenerator;
import io.temper.generation.Sigma;
import io.temper.generation.Split;
import io.temper.material.DesignTarget;
import io.temper.material.Microstructure;
import io.temper.material.Phases;
import io.temper.material.Property;
import io.temper.vaereg.training.TrainingData;
import io.temper.vaereg.versions.LabelledPoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeldOutTest {
    @ParameterizedTest
    @CsvSource({
        "0.05, 0.030, true",
        "0.05, 0.031, true", // 3 % worse elsewhere is noise
        "0.05, 0.032, false", // 7 % is not
        "0.10, 0.020, false", // as good near the target is not better
        "0.11, 0.020, false"
    })
    void isBetterThan_parentAtATenthAndThreePercent(double near, double rest, boolean better) {
        assertThat(new HeldOut.Figures(near, rest).isBetterThan(new HeldOut.Figures(0.1, 0.03)))
                .isEqualTo(better);
    }

    /** The analytic model predicts 10 % too little of everything. */
    @Test
    void of_modelThatIsATenthOff_saysSo() throws FemException {
        Microstructure a = new GaussianFilterGenerator(51, 51, 51).generate(new Sigma(1, 1, 5), 0.4, 1);
        Microstructure b = new GaussianFilterGenerator(51, 51, 51).generate(new Sigma(5, 1, 1), 0.6, 2);
        List<LabelledPoint> near = List.of(point(a), point(b));
        List<TrainingData.Sample> rest = near.stream().map(HeldOutTest::sample).toList();

        HeldOut.Figures figures =
                new HeldOut(DesignTarget.parse("C11=30,C33=20"), near, rest).of(new AnalyticMaterial.Model());
        assertThat(figures.near()).isCloseTo(-Math.log(0.9), within(1e-9));
        assertThat(figures.rest()).isCloseTo(0.1, within(1e-9));
    }

    private static LabelledPoint point(Microstructure m) throws FemException {
        FemProblem problem = new FemProblem(m, Phases.PAPER, new TreeSet<>(List.of(1, 3)), FemProblem.DEFAULT_RTOL);
        return new LabelledPoint(
                m, new AnalyticMaterial.Solver().solve(problem, Path.of("")).stiffness(), LabelledPoint.SAMPLE);
    }

    private static TrainingData.Sample sample(LabelledPoint point) {
        Map<Property, Double> labels = Map.of(
                Property.C11, point.stiffness().require(Property.C11),
                Property.C33, point.stiffness().require(Property.C33));
        return new TrainingData.Sample(point::microstructure, labels, Split.VALIDATION);
    }

    @Test
    void new_nothingNearTheTarget_refused() {
        assertThatThrownBy(() -> new HeldOut(DesignTarget.parse("C11=30"), List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 points near the target");
    }
}
