package io.temper.fem.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.temper.fem.FemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalLauncherTest {
    @TempDir
    Path folder;

    /** Each fails if there is another at work. */
    @ParameterizedTest
    @CsvSource({"1, 1", "3, 2", "2, 8"})
    void run_moreThanTheCoresAllow_runsInTurn(int cores, int each) throws Exception {
        LocalLauncher launcher = new LocalLauncher(cores);
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Path own = Files.createDirectory(folder.resolve("run" + i));
            all.add(CompletableFuture.runAsync(() -> {
                try {
                    launcher.run(command(own, each, "mkdir ../lock && sleep 0.2 && rmdir ../lock"));
                } catch (FemException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        for (CompletableFuture<Void> one : all) {
            one.get(1, TimeUnit.MINUTES);
        }
    }

    /** Each waits until the other is at work. */
    @Test
    void run_asManyAsTheCoresAllow_runsAtOnce() throws Exception {
        LocalLauncher launcher = new LocalLauncher(2);
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Path own = Files.createDirectory(folder.resolve("run" + i));
            String meet = "touch here; while [ ! -e ../run%d/here ]; do sleep 0.05; done".formatted(1 - i);
            all.add(CompletableFuture.runAsync(() -> {
                try {
                    launcher.run(command(own, 1, meet));
                } catch (FemException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        for (CompletableFuture<Void> one : all) {
            one.get(1, TimeUnit.MINUTES);
        }
    }

    @Test
    void cores_variable_isTakenOrTheMachineIs() {
        assertThat(LocalLauncher.cores("3")).isEqualTo(3);
        assertThat(LocalLauncher.cores(null)).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(LocalLauncher.cores(" ")).isEqualTo(Runtime.getRuntime().availableProcessors());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "two", "1.5"})
    void cores_badVariable_isOneClearLine(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LocalLauncher.cores(text))
                .withMessage("TEMPER_CORES=%s is not a number of cores: give 1 or more", text);
    }

    private static Command command(Path own, int cores, String script) {
        return new Command(List.of("sh", "-c", script), Map.of(), own, List.of(), cores, Duration.ofMinutes(1), null);
    }
}
