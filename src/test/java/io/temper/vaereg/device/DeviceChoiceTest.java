package io.temper.vaereg.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class DeviceChoiceTest {
    private static final Gpu CARD = new Gpu("a card", "9.0", 81_559);
    private static final GpuCheck WHOLE = new GpuCheck(true, null, List.of(), List.of(CARD));
    private static final GpuCheck NOTHING = new GpuCheck(
            false, "no NVIDIA driver (libcuda.so.1)", List.of("libcudart.so.12", "libcudnn.so.8"), List.of());

    private static Supplier<GpuCheck> machine(GpuCheck check) {
        return () -> check;
    }

    @Test
    void of_cpuWanted_neverLooksForAGpu() {
        DeviceChoice choice = DeviceChoice.of(ComputeDevice.CPU, () -> {
            throw new AssertionError("looked");
        });
        assertThat(choice.mend()).isEmpty();
        assertThat(choice.device()).isEqualTo(ComputeDevice.CPU);
        assertThat(choice.gpus()).isEmpty();
    }

    @Test
    void of_autoWithAllThatAGpuNeeds_takesIt() {
        DeviceChoice choice = DeviceChoice.of(ComputeDevice.AUTO, machine(WHOLE));
        assertThat(choice.device()).isEqualTo(ComputeDevice.GPU);
        assertThat(choice.gpus()).containsExactly(CARD);
        assertThat(choice.mend()).contains("--device cpu");
    }

    @Test
    void of_autoWithSomethingMissing_takesTheCpuAndSaysWhy() {
        for (GpuCheck lacking : List.of(
                new GpuCheck(false, null, List.of(), List.of(CARD)),
                new GpuCheck(true, "the NVIDIA driver shows no GPU", List.of(), List.of()),
                new GpuCheck(true, null, List.of("libcudnn.so.8"), List.of(CARD)))) {
            DeviceChoice choice = DeviceChoice.of(ComputeDevice.AUTO, machine(lacking));
            assertThat(choice.device()).isEqualTo(ComputeDevice.CPU);
            assertThat(choice.why()).isEqualTo(lacking.missing().get(0));
            assertThat(choice.gpus()).isEmpty();
        }
    }

    @Test
    void of_gpuWantedAndNothingThere_oneLineNamesAllThatIsMissing() {
        assertThatThrownBy(() -> DeviceChoice.of(ComputeDevice.GPU, machine(NOTHING)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "cannot compute on a GPU: this build has no GPU natives (mvn -Pgpu package); no NVIDIA driver"
                                + " (libcuda.so.1); libraries of CUDA 12 and cuDNN 8 not found: libcudart.so.12 libcudnn.so.8;"
                                + " see docs/gpu.md, or use --device cpu");
    }

    @Test
    void confirmed_tensorFlowSeesNoGpu_failsOrFallsBackWithTheReason() {
        DeviceChoice gpu = DeviceChoice.of(ComputeDevice.AUTO, machine(WHOLE));

        assertThat(gpu.confirmed(ComputeDevice.AUTO, true)).isEqualTo(gpu);
        assertThat(gpu.confirmed(ComputeDevice.AUTO, false).device()).isEqualTo(ComputeDevice.CPU);
        assertThat(gpu.confirmed(ComputeDevice.AUTO, false).why()).contains("TF_CPP_MIN_LOG_LEVEL=0");
        assertThatThrownBy(() -> gpu.confirmed(ComputeDevice.GPU, false))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("TensorFlow refuses the GPU");
    }
}
