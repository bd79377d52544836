package io.temper.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFilesTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    @TempDir
    Path folder;

    private Delivery delivery(String kind) {
        LabResult result = new LabResult(kind + "-1", kind, "S1", NOON, "{}", folder);
        return new Delivery(1, result, "webhook", Delivery.State.WAITING, 0, null, new HashMap<>(), NOON, null);
    }

    @Test
    void areComplete_designWithoutItsPage_isWaitedForButNotForEver() throws Exception {
        assertThat(ResultFiles.areComplete(delivery("design"), NOON.plusSeconds(1)))
                .isFalse();
        assertThat(ResultFiles.areComplete(delivery("simulation"), NOON.plusSeconds(1)))
                .isTrue();
        assertThat(ResultFiles.areComplete(delivery("design"), NOON.plusSeconds(11)))
                .isTrue();
        Files.writeString(folder.resolve("report.html"), "");
        assertThat(ResultFiles.areComplete(delivery("design"), NOON.plusSeconds(1)))
                .isTrue();
    }

    @Test
    void of_folder_areReportsAndVoxelsByName() throws Exception {
        for (String name : new String[] {"mode1.npy", "report.json", ".hidden.json", "solver.log", "report.html"}) {
            Files.writeString(folder.resolve(name), "");
        }
        assertThat(ResultFiles.of(folder))
                .extracting(f -> f.getFileName().toString())
                .containsExactly("mode1.npy", "report.html", "report.json");
        assertThat(ResultFiles.of(folder.resolve("gone"))).isEmpty();
    }
}
