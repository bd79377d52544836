package io.temper.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhaseTest {
    @Test
    void parse_modulusAndRatio_isThePhase() {
        assertThat(Phase.parse(" 2.4:-0.3 ")).isEqualTo(new Phase(2.4, -0.3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0:0.3|Young's modulus 0.0 GPa must be a positive finite number",
                "-1:0.3|Young's modulus -1.0 GPa must be",
                "NaN:0.3|Young's modulus NaN GPa must be",
                "120:0.5|Poisson's ratio 0.5 must lie between -1 and 0.5",
                "120:-1|Poisson's ratio -1.0 must lie between",
                "120:NaN|Poisson's ratio NaN must lie between",
                "120|phase '120' is not E:nu, for example 120:0.3 (GPa)",
                "120:0.3:1|is not E:nu",
                "120:x|is not E:nu"
            })
    void parse_impossiblePhase_isOneClearLine(String text, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> Phase.parse(text)).withMessageContaining(message);
    }
}
