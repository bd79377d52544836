package io.temper.vaereg.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.tensorflow.proto.ConfigProto;

/** What TensorFlow is told about the device, and how lists are cut for it. */
class SessionConfigTest {
    @Test
    void of_cpu_hasNoGpuAndTheThreads() {
        ConfigProto config = SessionConfig.of(ComputeDevice.CPU, 3);
        assertThat(config.getDeviceCountMap()).containsEntry("GPU", 0);
        assertThat(config.getIntraOpParallelismThreads()).isEqualTo(3);
        assertThat(config.getInterOpParallelismThreads()).isEqualTo(1);
    }

    @Test
    void of_gpu_takesMemoryAsItIsNeeded() {
        ConfigProto config = SessionConfig.of(ComputeDevice.GPU, 1);
        assertThat(config.getGpuOptions().getAllowGrowth()).isTrue();
        assertThat(config.getAllowSoftPlacement()).isTrue();
        assertThat(config.getDeviceCountMap()).isEmpty();
    }

    @Test
    void batching_ofADevice_fillsTheGpuWithOneCallAndTheCpuWithSeveral() {
        Batching cpu = Batching.of(ComputeDevice.CPU);
        Batching gpu = Batching.of(ComputeDevice.GPU);
        assertThat(cpu.sideBySide()).isTrue();
        assertThat(gpu.sideBySide()).isFalse();
        assertThat(cpu.items(4)).isEqualTo(1);
        assertThat(gpu.items(4)).isEqualTo(16);
        assertThat(gpu.items(1000)).isEqualTo(1);
        assertThatThrownBy(() -> new Batching(0, true)).hasMessageContaining("0 inputs per call");
    }
}
