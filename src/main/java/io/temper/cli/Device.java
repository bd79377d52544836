package io.temper.cli;

import io.temper.vaereg.VaeReg;
import io.temper.vaereg.device.DeviceReport;
import io.temper.vaereg.training.DeviceTiming;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what the network computes on, and how fast. */
@Command(name = "device", description = "What the network computes on, CPU or GPU, and why; how fast with --time.")
final class Device extends Subcommand {
    @Mixin
    ModelOption model;

    @Option(names = "--time", description = "time predict, decode and steps of training (a minute or two on a CPU)")
    boolean time;

    @Option(
            names = "--batches",
            split = ",",
            defaultValue = "1,8,64",
            paramLabel = "N",
            description = "how many microstructures or latent points to time at once")
    List<Integer> batches;

    @Option(
            names = "--threads",
            defaultValue = "1",
            paramLabel = "N",
            description = "TensorFlow's threads in training, on the CPU")
    int threads;

    @Override
    public Integer call() throws IOException {
        for (int batch : batches) {
            if (batch < 1) {
                throw new IllegalArgumentException("batch %d must be at least 1".formatted(batch));
            }
        }
        model.device.use();
        DeviceReport report = DeviceReport.now();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("device", report.device());
        result.put("tensorflow", report.tensorflow());
        result.put("gpus", report.gpus());
        result.put("why", report.why());
        if (time) {
            result.put("timing", timing());
        }
        console().result(result);
        return 0;
    }

    private List<Map<String, Object>> timing() throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        Consumer<DeviceTiming.Row> each = row -> {
            console()
                    .progress(String.format(
                            Locale.ROOT,
                            "%-14s batch %3d %10.1f ms, %8.2f ms each",
                            row.what(),
                            row.batch(),
                            row.milliseconds(),
                            row.perItem()));
            rows.add(json(row));
        };
        try (VaeReg vaereg = model.load()) {
            DeviceTiming.inference(vaereg, batches, each);
        }
        Path folder = Files.createTempDirectory("temper-device");
        try {
            DeviceTiming.training(threads, folder, each);
        } finally {
            OutputFolder.delete(folder);
        }
        return rows;
    }

    /** To a microsecond. */
    private static double rounded(double milliseconds) {
        return Math.round(milliseconds * 1000) / 1000.0;
    }

    private static Map<String, Object> json(DeviceTiming.Row row) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("what", row.what());
        json.put("batch", row.batch());
        json.put("runs", row.runs());
        json.put("milliseconds", rounded(row.milliseconds()));
        json.put("perItem", rounded(row.perItem()));
        return json;
    }
}
