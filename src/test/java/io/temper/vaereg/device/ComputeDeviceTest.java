package io.temper.vaereg.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The choice of a device, in a JVM that has TensorFlow's libraries for the CPU. */
class ComputeDeviceTest {
    private final @Nullable String before = System.getProperty(ComputeDevice.PROPERTY);

    @AfterEach
    void restore() {
        if (before == null) {
            System.clearProperty(ComputeDevice.PROPERTY);
        } else {
            System.setProperty(ComputeDevice.PROPERTY, before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void parse_whatADeviceIsWrittenAs_isTheDevice(ComputeDevice device) {
        assertThat(ComputeDevice.parse(device.toString())).isEqualTo(device);
        assertThat(ComputeDevice.parse(" " + device.name() + " ")).isEqualTo(device);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tpu", "gpu:0", ""})
    void parse_anythingElse_saysWhatThereIs(String text) {
        assertThatThrownBy(() -> ComputeDevice.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("device '%s' is none of auto, gpu, cpu".formatted(text));
    }

    @Test
    void use_cpu_isWantedFromThenOn() {
        ComputeDevice.CPU.use();
        assertThat(ComputeDevice.wanted()).isEqualTo(ComputeDevice.CPU);
    }

    @Test
    void use_gpuInABuildWithoutItsNatives_failsAndChangesNothing() {
        assumeThat(NativeFolder.hasGpu() || NativeFolder.given() != null).isFalse();
        ComputeDevice.AUTO.use();

        assertThatThrownBy(ComputeDevice.GPU::use)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("cannot compute on a GPU: this build has no GPU natives (mvn -Pgpu package)")
                .hasMessageEndingWith("see docs/gpu.md, or use --device cpu");
        assertThat(ComputeDevice.wanted()).isEqualTo(ComputeDevice.AUTO);
    }

    @Test
    void report_autoInABuildWithoutGpuNatives_computesOnTheCpuAndSaysWhy() {
        assumeThat(NativeFolder.hasGpu() || NativeFolder.given() != null).isFalse();
        ComputeDevice.AUTO.use();

        DeviceReport report = DeviceReport.now();

        assertThat(report.device()).isEqualTo("cpu");
        assertThat(report.tensorflow()).isEqualTo("2.16.1");
        assertThat(report.gpus()).isEmpty();
        assertThat(report.why()).isEqualTo("this build has no GPU natives (mvn -Pgpu package)");
        assertThat(TensorFlowRuntime.threads(2)).isEqualTo(SessionConfig.of(ComputeDevice.CPU, 2));
        assertThat(NativeFolder.given()).as("left as it was").isNull();
    }

    @Test
    void report_gpuWantedAfterTensorFlowTookTheCpu_saysThatItIsTooLate() {
        ComputeDevice.CPU.use();
        DeviceReport.now();
        System.setProperty(ComputeDevice.PROPERTY, "gpu");

        assertThatThrownBy(DeviceReport::now)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("TensorFlow already computes on the cpu in this process, gpu comes too late");
    }
}
