package io.temper.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.temper.material.Axis;
import io.temper.material.Microstructure;
import io.temper.material.TwoPointCorrelation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GaussianFilterGeneratorTest {
    private static final Sigma FIBRES_Z = new Sigma(1, 1, 7);

    @ParameterizedTest
    @CsvSource({"0, 0", "0.25, 0.25", "0.45, 0.45", "0.5, 0.5", "0.7449, 0.7449", "1, 1"})
    void generate_anyFraction_hitsItToTheVoxel(double fraction, double expected) {
        Microstructure m = new GaussianFilterGenerator(9, 10, 11).generate(FIBRES_Z, fraction, 3);

        assertThat(m.hardVoxels()).isEqualTo((int) Math.round(expected * 990));
    }

    /** The value of an independent numpy program. Stored datasets are seeds alone: if this changes, every stored label belongs to other voxels. */
    @Test
    void generate_pinnedSeed_neverChanges() {
        Microstructure m = new GaussianFilterGenerator(51, 51, 51).generate(FIBRES_Z, 0.45, 0);

        assertThat(m.sha256()).isEqualTo("0b6fe59294958e202d66c421a3609156c0c04a51cff4086f72ce617ffd45da6c");
    }

    @ParameterizedTest
    @CsvSource({"1;1;7, 0.3, Z", "7;1;1, 0.5, X", "1;7;1, 0.7, Y"})
    void generate_longFilterAlongAnAxis_makesFibresOfAbout8VoxelsAlongIt(String sigma, double fraction, Axis axis) {
        Microstructure m =
                new GaussianFilterGenerator(51, 51, 51).generate(Sigma.parse(sigma.replace(';', ',')), fraction, 5);
        TwoPointCorrelation s2 = TwoPointCorrelation.of(m);

        assertThat(s2.longestAxis()).isEqualTo(axis);
        for (Axis a : Axis.values()) {
            assertThat(s2.correlationLength(a)).isCloseTo(a == axis ? 8.2 : 1.2, withinPercentage(15));
        }
    }

    @Test
    void generate_sameSeedTwice_givesTheSameVoxels() {
        GaussianFilterGenerator generator = new GaussianFilterGenerator(12, 13, 14);

        assertThat(generator.generate(FIBRES_Z, 0.4, 7)).isEqualTo(generator.generate(FIBRES_Z, 0.4, 7));
        assertThat(generator.generate(FIBRES_Z, 0.4, 7)).isNotEqualTo(generator.generate(FIBRES_Z, 0.4, 8));
    }

    @Test
    void generate_higherFraction_onlyAddsHardVoxels() {
        GaussianFilterGenerator generator = new GaussianFilterGenerator(12, 13, 14);
        Microstructure less = generator.generate(FIBRES_Z, 0.3, 7);
        Microstructure more = generator.generate(FIBRES_Z, 0.6, 7);

        for (int i = 0; i < less.size(); i++) {
            assertThat(more.voxel(i)).isGreaterThanOrEqualTo(less.voxel(i));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 1.01, Double.NaN})
    void generate_fractionOutsideZeroToOne_isRefused(double fraction) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GaussianFilterGenerator(4, 4, 4).generate(FIBRES_Z, fraction, 0))
                .withMessageContaining("must lie in 0..1");
    }

    @Test
    void generate_sigmaThatSmoothsAllNoiseAway_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GaussianFilterGenerator(9, 9, 9).generate(new Sigma(30, 30, 30), 0.5, 0))
                .withMessageContaining("sigma 30,30,30 smooths all noise away on 9 x 9 x 9");
    }

    @Test
    void new_sizeBelowTwo_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GaussianFilterGenerator(1, 9, 9))
                .withMessageContaining("at least 2 voxels");
    }
}
