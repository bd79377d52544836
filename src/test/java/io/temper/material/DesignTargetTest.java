package io.temper.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DesignTargetTest {
    @Test
    void parse_twoComponents_givesBothAndTheirColumns() {
        DesignTarget target = DesignTarget.parse("c11 = 35, C23=20");

        assertThat(target.values()).isEqualTo(Map.of(Property.C11, 35.0, Property.C32, 20.0));
        assertThat(target.columns()).containsExactly(1, 2);
        assertThat(DesignTarget.parse(target.toString())).isEqualTo(target);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "C47=3|unknown property 'C47': use one of C11 C21 C31 C22 C32 C33 C44 C55 C66",
                "C11|target 'C11' is not NAME=VALUE, for example C11=35 (GPa)",
                "C11=35,|target '' is not NAME=VALUE",
                "C11=x|target C11: 'x' is not a number of GPa",
                "C11=35,C11=36|names C11 twice",
                "C12=35,C21=36|names C21 twice",
                "C11=0|target C11=0.0 must be a positive finite number of GPa",
                "C11=-3|must be a positive finite number",
                "C11=NaN|must be a positive finite number",
                "C11=Infinity|must be a positive finite number"
            })
    void parse_badTarget_isOneClearLine(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DesignTarget.parse(text))
                .withMessageContaining(message);
    }

    @Test
    void errors_achieved_areSignedAndRelative() {
        DesignTarget target = DesignTarget.parse("C11=40,C33=10");
        Stiffness C = new Stiffness(Map.of(1, new double[] {38, 0, 0, 0, 0, 0}, 3, new double[] {0, 0, 10.2, 0, 0, 0}));

        assertThat(target.errors(C).get(Property.C11)).isCloseTo(-0.05, within(1e-12));
        assertThat(target.errors(C).get(Property.C33)).isCloseTo(0.02, within(1e-12));
        assertThat(target.worstError(C)).isCloseTo(0.05, within(1e-12));
    }
}
