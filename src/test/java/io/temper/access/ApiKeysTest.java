package io.temper.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeysTest {
    @TempDir
    Path folder;

    private ApiKeys keys() {
        return new ApiKeys(folder.resolve("keys"));
    }

    @Test
    void add_key_isFoundByItsTextOnly() throws Exception {
        String text = keys().add("lab", Role.READ);
        String other = keys().add("press", Role.DESIGN);
        assertThat(text).startsWith("temper_").hasSizeGreaterThan(45).isNotEqualTo(other);
        assertThat(keys().find(text)).get().returns("lab", ApiKey::name).returns(Role.READ, ApiKey::role);
        assertThat(keys().find(other)).get().returns("press", ApiKey::name);
        assertThat(keys().find(text + "x")).isEmpty();
        assertThat(keys().find("")).isEmpty();
    }

    @Test
    void add_file_holdsNoKeyAndIsTheOwnersAlone() throws Exception {
        String text = keys().add("lab", Role.READ);
        Path file = folder.resolve("keys");
        assertThat(file).content().doesNotContain(text.substring("temper_".length()));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void remove_inAnotherProcess_isSeenAtOnce() throws Exception {
        ApiKeys running = keys();
        String text = keys().add("lab", Role.READ);
        assertThat(running.find(text)).isPresent();
        keys().remove("lab");
        assertThat(running.find(text)).isEmpty();
    }

    @Test
    void remove_unknown_namesIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> keys().remove("nobody"))
                .withMessageContaining("'nobody'");
    }

    @Test
    void add_takenName_isRefused() throws Exception {
        keys().add("lab", Role.READ);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> keys().add("lab", Role.DESIGN))
                .withMessageContaining("already");
        assertThat(keys().all()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "../x", "a\nb"})
    void add_badName_isRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> keys().add(name, Role.READ));
        assertThat(folder.resolve("keys")).doesNotExist();
    }

    @Test
    void all_brokenLine_isNamed() throws Exception {
        Files.writeString(folder.resolve("keys"), "lab design 1234 now\n");
        assertThatIllegalStateException().isThrownBy(() -> keys().all()).withMessageContaining("line 1 of");
    }
}
