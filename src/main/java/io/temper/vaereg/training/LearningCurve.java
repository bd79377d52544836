package io.temper.vaereg.training;

import io.temper.vaereg.training.TrainingSettings.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** {@code learning-curve.csv}: a row per epoch. */
final class LearningCurve {
    private LearningCurve() {}

    static void start(Path folder) throws IOException {
        Files.writeString(
                file(folder), "stage,step,training," + String.join(",", TrainingGraph.TERMS) + System.lineSeparator());
    }

    static void append(Path folder, Stage stage, int step, double training, double[] validation) throws IOException {
        StringBuilder row = new StringBuilder()
                .append(String.format(
                        Locale.ROOT, "%s,%d,%.6f", stage.name().toLowerCase(Locale.ROOT), step, training));
        for (double v : validation) {
            row.append(String.format(Locale.ROOT, ",%.6f", v));
        }
        Files.writeString(
                file(folder), row + System.lineSeparator(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static Path file(Path folder) {
        return folder.resolve("learning-curve.csv");
    }
}
