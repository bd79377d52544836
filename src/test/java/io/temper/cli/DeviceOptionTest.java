package io.temper.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --device} on the commands that compute with the network, where there is no GPU. */
class DeviceOptionTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String command) {
        return Temper.commandLine(new PrintStream(out, true), new PrintStream(err, true))
                .execute(command.replace("DIR", folder.toString()).split(" "));
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "device",
                "serve",
                "predict DIR/m.npy",
                "infer --target C11=35 --out DIR/i",
                "design --target C11=35 --out DIR/d",
                "train --out DIR/t",
                "evaluate"
            })
    void gpu_inABuildWithoutItsNatives_isOneLineExit1AndLeavesNothing(String command) {
        assumeThat(getClass().getResource("/native/lib/tensorflow.properties")).isNull();

        assertThat(run(command + " --device gpu")).isEqualTo(1);

        assertThat(errors())
                .startsWith("temper: cannot compute on a GPU: this build has no GPU natives (mvn -Pgpu package)")
                .hasLineCount(1);
        assertThat(out.size()).isZero();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void unknownDevice_isBadUsage() {
        assertThat(run("predict DIR/m.npy --device tpu")).isEqualTo(2);
        assertThat(errors())
                .startsWith("temper: ")
                .contains("device 'tpu' is none of auto, gpu, cpu")
                .hasLineCount(1);
    }

    @Test
    void device_batchOfNone_isBadUsage() {
        assertThat(run("device --time --batches 1,0")).isEqualTo(2);
        assertThat(errors()).startsWith("temper: batch 0 must be at least 1").hasLineCount(1);
    }
}
