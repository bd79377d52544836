package io.temper.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigmaTest {
    @Test
    void parse_threeNumbers_areXYZ() {
        assertThat(Sigma.parse("1, 0.5,7")).isEqualTo(new Sigma(1, 0.5, 7)).hasToString("1,0.5,7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1,1", "1,1,7,1", "1,x,7", "1;1;7", "1,,7"})
    void parse_otherText_saysTheForm(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sigma.parse(text))
                .withMessage("sigma '%s' is not three numbers x,y,z, for example 1,1,7 (voxels)", text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0,1,1", "1,-1,1", "1,1,NaN", "1,1,Infinity", "1001,1,1"})
    void parse_valueOutOfRange_namesIt(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sigma.parse(text))
                .withMessageContaining("must be above 0 and at most 1000.0 voxels");
    }
}
