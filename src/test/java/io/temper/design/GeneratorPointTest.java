package io.temper.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temper.generation.GaussianFilterGenerator;
import io.temper.generation.Sigma;
import io.temper.material.CubeSymmetry;
import io.temper.material.Microstructure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratorPointTest {
    private static final Sigma SIGMA = new Sigma(1, 2, 4);

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 23, 47})
    void field_trimmed_isTheGeneratorsCellTurned(int symmetry) {
        Microstructure made = new GaussianFilterGenerator(21, 21, 21).generate(SIGMA, 0.4, 5);
        GeneratorPoint point = new GeneratorPoint(SIGMA, 0.4, 5, symmetry);
        assertThat(point.field(21).atFraction(0.4))
                .isEqualTo(CubeSymmetry.all().get(symmetry).apply(made));
    }

    @Test
    void new_noSuchSymmetry_saysWhichThereAre() {
        assertThatThrownBy(() -> new GeneratorPoint(SIGMA, 0.4, 5, 48))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("symmetry 48 must lie in 0..47");
    }
}
