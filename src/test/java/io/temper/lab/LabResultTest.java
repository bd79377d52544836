package io.temper.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LabResultTest {
    private static final int LONGEST = 50;

    private static LabResult result(String id, String subject) {
        return new LabResult(id, "simulation", subject, Instant.EPOCH, "{}", null);
    }

    @Test
    void name_idOfADesign_staysReadable() {
        assertThat(result("design-20261123-101500-1a2b3c4d", "S1").name("temper-", LONGEST))
                .isEqualTo("temper-design-20261123-101500-1a2b3c4d");
    }

    @Test
    void name_idsThatAreAlike_areNamesOfTheirOwn() {
        Set<String> names = new HashSet<>();
        List<String> ids = List.of(
                "s1",
                "S1",
                "..",
                "s/1",
                "s-1",
                "s 1",
                "s1".repeat(100),
                "s1".repeat(99) + "s2",
                "s1".repeat(21) + "s",
                "é");
        for (String id : ids) {
            String name = result(id, "S1").name("temper-", LONGEST);
            assertThat(name).matches("temper-[a-z0-9_-]+").hasSizeLessThanOrEqualTo(LONGEST);
            assertThat(result(id, "another").name("temper-", LONGEST))
                    .as("the same again")
                    .isEqualTo(name);
            names.add(name);
        }
        assertThat(names).hasSameSizeAs(ids);
    }

    @Test
    void title_longSubjectOfSeveralLines_isOneShortLine() {
        assertThat(result("1", "S\n1").title(LONGEST)).isEqualTo("simulation S 1");
        assertThat(result("1", "S".repeat(200)).title(LONGEST)).hasSize(LONGEST).endsWith("S…");
    }
}
