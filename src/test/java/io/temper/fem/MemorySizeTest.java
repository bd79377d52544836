package io.temper.fem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemorySizeTest {
    @ParameterizedTest
    @CsvSource({"1k, 1024", "512m, 536870912", "4g, 4294967296", "2t, 2199023255552", "3M, 3145728"})
    void parse_numberAndUnit_isBytesAndPrintsTheSame(String text, long bytes) {
        MemorySize size = MemorySize.parse(text);

        assertThat(size.bytes()).isEqualTo(bytes);
        assertThat(MemorySize.parse(size.toString())).isEqualTo(size);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4", "g", "0m", "-1g", "4 g", "1.5g", "4gb", "9999999999k"})
    void parse_anythingElse_saysHowToWriteIt(String text) {
        assertThatThrownBy(() -> MemorySize.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'%s' is not a size: write 512m or 4g", text);
    }

    @Test
    void mebibytes_partOfOne_isRoundedUp() {
        assertThat(new MemorySize((1 << 20) + 1).mebibytes()).isEqualTo(2);
    }
}
