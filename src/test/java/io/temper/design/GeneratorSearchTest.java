package io.temper.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.temper.generation.Sigma;
import io.temper.material.DesignTarget;
import io.temper.material.Microstructure;
import io.temper.material.Property;
import io.temper.vaereg.Prediction;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GeneratorSearchTest {
    private static final AnalyticMaterial.Model MODEL = new AnalyticMaterial.Model();
    private static final GeneratorPoint START = new GeneratorPoint(new Sigma(1, 1, 5), 0.4, 3, 0);

    @Test
    void run_targetOfAnotherFraction_findsThatFraction() {
        Prediction wanted = said(new GeneratorPoint(START.sigma(), 0.5, START.seed(), 0));
        GeneratorPoint found = new GeneratorSearch(target(wanted), START, 1).run(MODEL);
        assertThat(found.fraction()).isCloseTo(0.5, within(0.003));
        assertThat(found.seed()).isEqualTo(START.seed());
        Prediction said = said(found);
        assertThat(said.mean(Property.C33)).isCloseTo(wanted.mean(Property.C33), within(0.5));
    }

    @Test
    void run_targetMet_staysWhereItIs() {
        assertThat(new GeneratorSearch(target(said(START)), START, 1).run(MODEL))
                .isEqualTo(START);
    }

    @Test
    void run_shortReach_goesNoFurther() {
        Prediction wanted = said(new GeneratorPoint(START.sigma(), 0.6, START.seed(), 0));
        GeneratorPoint found = new GeneratorSearch(target(wanted), START, 0.125).run(MODEL);
        assertThat(found.fraction()).isGreaterThan(0.4).isLessThanOrEqualTo(0.4 + 3 * 0.125 * 0.06 + 1e-9);
    }

    private static Prediction said(GeneratorPoint point) {
        Microstructure m = point.field(AnalyticMaterial.SIZE).atFraction(point.fraction());
        return MODEL.predict(List.of(m)).get(0);
    }

    private static DesignTarget target(Prediction wanted) {
        return new DesignTarget(Map.of(
                Property.C11, wanted.mean(Property.C11),
                Property.C33, wanted.mean(Property.C33)));
    }
}
