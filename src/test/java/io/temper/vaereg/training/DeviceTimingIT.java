package io.temper.vaereg.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.temper.vaereg.DjlVaeReg;
import io.temper.vaereg.VaeReg;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The network at its real size, timed. */
class DeviceTimingIT {
    @TempDir
    Path folder;

    private final List<DeviceTiming.Row> rows = new ArrayList<>();

    @Test
    void inference_twoBatches_moreTakesLonger() throws IOException {
        try (VaeReg model = DjlVaeReg.bundled()) {
            DeviceTiming.inference(model, List.of(1, 8), rows::add);
        }
        assertThat(rows).extracting(DeviceTiming.Row::what).containsExactly("predict", "decode", "predict", "decode");
        assertThat(rows).allSatisfy(r -> {
            assertThat(r.milliseconds()).isPositive();
            assertThat(r.runs()).isBetween(1, 5);
            assertThat(r.perItem()).isEqualTo(r.milliseconds() / r.batch());
        });
        assertThat(rows.get(2).milliseconds()).isGreaterThan(rows.get(0).milliseconds());
    }

    @Test
    void training_everyStage_isTimed() throws IOException {
        DeviceTiming.training(1, folder, rows::add);

        assertThat(rows)
                .extracting(DeviceTiming.Row::what)
                .containsExactly("train encoder", "train decoder", "train joint");
        assertThat(rows).allSatisfy(r -> {
            assertThat(r.milliseconds()).isPositive();
            assertThat(r.runs()).isGreaterThanOrEqualTo(3);
        });
    }
}
