package io.temper.vaereg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temper.material.Microstructure;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhaseFieldTest {
    private static PhaseField field(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] logits = new float[1000];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = random.nextInt(40) - 20; // many ties
        }
        return new PhaseField(10, logits);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.001, 0.25, 0.5, 0.777, 1})
    void atFraction_anyFraction_exact(double fraction) {
        assertThat(field(1).atFraction(fraction).hardVoxels()).isEqualTo((int) Math.round(1000 * fraction));
    }

    @Test
    void atFraction_growing_isNested() {
        PhaseField field = field(2);
        Microstructure small = field.atFraction(0.3);
        Microstructure large = field.atFraction(0.31);
        for (int i = 0; i < small.size(); i++) {
            assertThat(large.voxel(i)).isGreaterThanOrEqualTo(small.voxel(i));
        }
    }

    @Test
    void around_aMicrostructure_isThatAndGivesWayAtItsInterfacesFirst() {
        Microstructure m = field(4).atFraction(0.4);
        PhaseField around = PhaseField.around(m);
        assertThat(around.microstructure()).isEqualTo(m);
        assertThat(around.atFraction(0.4)).isEqualTo(m);

        byte[] voxels = new byte[1000];
        java.util.Arrays.fill(voxels, 0, 500, (byte) 1); // a layer, x from 0 to 4
        Microstructure thinner =
                PhaseField.around(new Microstructure(10, 10, 10, voxels)).atFraction(0.3);
        for (int x = 0; x < 10; x++) {
            assertThat(thinner.voxel(100 * x + 55)).as("x = " + x).isEqualTo((byte) (x >= 1 && x <= 3 ? 1 : 0));
        }
    }

    @Test
    void microstructure_isHardWhereLogitIsPositive() {
        PhaseField field = field(3);
        assertThat(field.microstructure().hardFraction()).isEqualTo(field.hardFraction());
        assertThat(field.microstructure().voxel(0)).isEqualTo((byte) (field.logits()[0] > 0 ? 1 : 0));
    }

    @Test
    void atFraction_outsideUnitInterval_namesTheLimit() {
        assertThatThrownBy(() -> field(1).atFraction(1.2))
                .hasMessageContaining("1.2")
                .hasMessageContaining("0..1");
    }
}
