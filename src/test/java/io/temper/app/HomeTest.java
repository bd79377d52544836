package io.temper.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
    @TempDir
    Path folder;

    private Path home;
    private Path elsewhere;

    @BeforeEach
    void makeFolders() throws Exception {
        home = folder.resolve("temper");
        elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.createDirectories(home.resolve("routes"));
    }

    @Test
    void find_variableSet_takesIt() {
        assertThat(Home.find(home.toString(), elsewhere, Optional.empty()).folder())
                .isEqualTo(home);
    }

    @Test
    void find_variableWithoutRoutes_saysSo() {
        assertThatThrownBy(() -> Home.find(elsewhere.toString(), home, Optional.empty()))
                .hasMessageContaining("TEMPER_HOME=" + elsewhere);
    }

    @Test
    void find_currentFolderHasRoutes_takesIt() {
        assertThat(Home.find(null, home, Optional.empty()).folder()).isEqualTo(home);
    }

    @Test
    void find_jarBelowHome_findsHome() {
        Path jar = home.resolve("target/quarkus-app/app/temper.jar");
        assertThat(Home.find("", elsewhere, Optional.of(jar)).folder()).isEqualTo(home);
    }

    @Test
    void find_nowhere_namesTheMend() {
        assertThatThrownBy(() -> Home.find(null, elsewhere, Optional.of(elsewhere.resolve("temper.jar"))))
                .hasMessageContaining("set TEMPER_HOME");
    }
}
